using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The kernels by number with their fields, for callers that know names only, and the messages of failures.</summary>
internal static class KernelTableWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels, IReadOnlyList<StatusRow> statuses)
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
        foreach (StatusRow status in statuses)
        {
            text.Append($"            new({Text.Quote(status.Name)}, {Text.Quote(status.Message)}, {(status.IsWhole ? "true" : "false")}),\n");
        }

        return text.Append("        ];\n    }\n}\n").ToString();
    }

    private static string Row(Field field)
    {
        string values = string.Join(", ", field.Values.Select(Text.Quote));
        string fallback = field.Default is "true" ? "1" : field.Default is null or "false" ? "0" : field.Default;
        return $"new({Text.Quote(Text.Camel(field.Name))}, FieldKind.{field.Kind}, [{values}], {fallback})";
    }
}
