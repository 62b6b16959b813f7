using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Lanewise.Generators;

/// <summary>
/// <c>Kernel.Conv2D(x, filter, strides, …)</c>: one method a kernel, with the fields of its declaration as parameters, which
/// writes the words of the request in their order and runs it.
/// </summary>
internal static class KernelCallWriter
{
    public static string Write(IReadOnlyList<Kernel> kernels)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise\n{\n    internal static class Kernel\n    {\n");
        for (int id = 0; id < kernels.Count; id++)
        {
            Kernel kernel = kernels[id];
            string parameters = string.Join(", ", kernel.Args.Fields.Select(static field => $"{Type(field)} {Parameter(field)}"));
            bool isOne = !kernel.IsList && kernel.Outputs == 1;
            text.Append($"        public static {(isOne ? "Tensor" : "Tensor[]")} {kernel.Name.TrimStart('_')}({parameters})\n        {{\n");
            text.Append($"            Request request = Request.Begin({id});\n");
            foreach (Field field in kernel.Args.Fields)
            {
                text.Append($"            request.{Writer(field.Kind)}({Argument(field)});\n");
            }

            text.Append($"            return request.{(isOne ? "RunOne" : "RunAll")}();\n        }}\n\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static string Parameter(Field field)
    {
        string name = Text.Camel(field.Name);
        return SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
    }

    private static string Argument(Field field) => field.Kind == FieldKind.Enum ? "(int)" + Parameter(field) : Parameter(field);

    private static string Type(Field field) => field.Kind switch
    {
        FieldKind.Tensor => "Tensor",
        FieldKind.OptionalTensor => "Tensor?",
        FieldKind.Tensors => "global::System.ReadOnlySpan<Tensor>",
        FieldKind.Int => "int",
        FieldKind.Bool => "bool",
        FieldKind.Double => "double",
        FieldKind.Enum => LibraryEnum(field),
        FieldKind.DType => "DType",
        FieldKind.Ints => "global::System.ReadOnlySpan<int>",
        FieldKind.IntOrInts => "IntOrInts",
        FieldKind.Doubles => "global::System.ReadOnlySpan<double>",
        FieldKind.Text => "string",
        _ => LibraryEnum(field),
    };

    /// <summary>The library has a type of its own for each enum of Runtime that a field has, of the same name.</summary>
    private static string LibraryEnum(Field field) => "global::Lanewise." + field.TypeName.Substring(field.TypeName.LastIndexOf('.') + 1);

    private static string Writer(FieldKind kind) => kind switch
    {
        FieldKind.OptionalTensor => "OptionalTensor",
        FieldKind.DType => "Type",
        FieldKind.Enum => "Int",
        _ => kind.ToString(),
    };
}
