using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The manifest: JSON that tells a host the statuses, the kernels by id, and each kernel's fields in order; of programs, what explanations say and what can be switched off.</summary>
internal static class ManifestWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels, Messages messages)
    {
        StringBuilder json = new();
        json.Append("{\"version\":1,\"dtypes\":[\"float32\",\"int32\",\"bool\",\"complex64\"],\"status\":[");
        json.Append(string.Join(",", messages.Statuses.Select(StatusLine)));
        json.Append("],\"fates\":[").Append(string.Join(",", messages.Fates.Select(static row => Text.Quote(row.Message))));
        json.Append("],\"obstacles\":[").Append(string.Join(",", messages.Obstacles.Select(static row => Text.Quote(row.Message))));
        json.Append("],\"fusions\":[").Append(string.Join(",", messages.Fusions.Select(static row => Text.Quote(Text.Camel(row.Name)))));
        json.Append("],\"kernels\":[");
        json.Append(string.Join(",\n", kernels.Select(KernelRow)));
        json.Append("]}");

        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise.Runtime\n{\n    /// <summary>What hosts know of the kernels, in JSON.</summary>\n    public static class Manifest\n    {\n");
        text.Append("        [global::Lanewise.Dialect.WasmSection(\"lanewise.manifest\")]\n");
        text.Append("        public const string Json = @\"").Append(json.ToString().Replace("\"", "\"\"")).Append("\";\n    }\n}\n");
        return text.ToString();
    }

    private static string StatusLine(StatusRow row) =>
        $"{{\"name\":{Text.Quote(row.Name)},\"message\":{Text.Quote(row.Message)}{(row.IsWhole ? ",\"whole\":true" : "")}}}";

    private static string KernelRow(Kernel kernel) =>
        $"{{\"name\":{Text.Quote(kernel.Name)},{(kernel.IsList ? "\"list\":true," : "")}\"fields\":[{string.Join(",", kernel.Args.Fields.Select(FieldRow))}]}}";

    private static string FieldRow(Field field)
    {
        string values = field.Values.Count == 0 ? "" : $",\"values\":[{string.Join(",", field.Values.Select(Text.Quote))}]";
        string fallback = field.Default is null ? "" : $",\"default\":{field.Default}";
        return $"{{\"name\":{Text.Quote(Text.Camel(field.Name))},\"type\":\"{Type(field.Kind)}\"{values}{fallback}}}";
    }

    private static string Type(FieldKind kind) => kind switch
    {
        FieldKind.Tensor => "tensor",
        FieldKind.OptionalTensor => "tensor?",
        FieldKind.Tensors => "tensors",
        FieldKind.Int => "int",
        FieldKind.Bool => "bool",
        FieldKind.Double => "double",
        FieldKind.Enum => "enum",
        FieldKind.DType => "dtype",
        FieldKind.Ints => "ints",
        FieldKind.IntOrInts => "intOrInts",
        FieldKind.Doubles => "doubles",
        FieldKind.Text => "text",
        _ => "choice",
    };
}
