using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The kernels by number with their fields, for callers that know names only, and the messages of failures and explanations.</summary>
internal static class KernelTableWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels, Messages messages)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise\n{\n    internal static partial class KernelTable\n    {\n");
        text.Append("        private static readonly KernelInfo[] s_kernels =\n        [\n");
        foreach (Kernel kernel in kernels)
        {
            string fields = string.Join(", ", kernel.Args.Fields.Select(Row));
            text.Append($"            new({Text.Quote(kernel.Name)}, {(kernel.IsList ? -1 : kernel.Outputs)}, [{fields}]),\n");
        }

        text.Append("        ];\n\n        private static readonly StatusInfo[] s_statuses =\n        [\n");
        foreach (StatusRow status in messages.Statuses)
        {
            text.Append($"            new({Text.Quote(status.Name)}, {Text.Quote(status.Message)}, {(status.IsWhole ? "true" : "false")}),\n");
        }

        text.Append("        ];\n");
        text.Append(List("Fates", messages.Fates.Select(static row => row.Message)));
        text.Append(List("Obstacles", messages.Obstacles.Select(static row => row.Message)));
        text.Append(List("Fusions", messages.Fusions.Select(static row => Text.Camel(row.Name))));
        return text.Append("    }\n}\n").ToString();
    }

    private static string List(string name, IEnumerable<string> texts) =>
        $"\n        public static readonly string[] {name} = [{string.Join(", ", texts.Select(Text.Quote))}];\n";

    private static string Row(Field field)
    {
        string values = string.Join(", ", field.Values.Select(Text.Quote));
        string fallback = field.Default is "true" ? "1" : field.Default is null or "false" ? "0" : field.Default;
        return $"new({Text.Quote(Text.Camel(field.Name))}, FieldKind.{field.Kind}, [{values}], {fallback})";
    }
}
