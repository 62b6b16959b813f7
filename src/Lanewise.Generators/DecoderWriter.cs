using System.Collections.Generic;
using System.Text;

namespace Lanewise.Generators;

/// <summary>One decoder a struct: a read per field in the order of the fields, and the indices of the fields by name.</summary>
internal static class DecoderWriter
{
    public static string Write(IReadOnlyList<ArgsStruct> structs)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        foreach (ArgsStruct args in structs)
        {
            text.Append($"namespace {args.Namespace}\n{{\n");
            text.Append($"    /// <summary>Field indices of <see cref=\"{args.Name}\"/>, for failures.</summary>\n");
            text.Append($"    internal static class {FieldsName(args)}\n    {{\n");
            for (int i = 0; i < args.Fields.Count; i++)
            {
                text.Append($"        public const int {args.Fields[i].Name} = {i};\n");
            }

            text.Append("    }\n}\n\n");
        }

        text.Append("namespace Lanewise.Runtime\n{\n    internal static unsafe class Decoders\n    {\n");
        foreach (ArgsStruct args in structs)
        {
            text.Append("        [global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]\n");
            text.Append($"        public static void Decode(ref Call call, ref global::{args.FullName} args)\n        {{\n");
            for (int i = 0; i < args.Fields.Count; i++)
            {
                text.Append("            ").Append(Read(args.Fields[i], i)).Append('\n');
            }

            text.Append("        }\n\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static string FieldsName(ArgsStruct args) =>
        (args.Name.EndsWith("Args", System.StringComparison.Ordinal) ? args.Name.Substring(0, args.Name.Length - 4) : args.Name) + "Fields";

    private static string Read(Field field, int index) => field.Kind switch
    {
        FieldKind.Tensor => $"call.ReadTensor({index}, false, ref args.{field.Name});",
        FieldKind.OptionalTensor => $"call.ReadTensor({index}, true, ref args.{field.Name});",
        FieldKind.Tensors => $"args.{field.Name} = call.ReadTensors({index});",
        FieldKind.Int => $"args.{field.Name} = call.ReadInt();",
        FieldKind.Bool => $"args.{field.Name} = call.ReadBool();",
        FieldKind.Double => $"args.{field.Name} = call.ReadDouble();",
        FieldKind.Enum => $"args.{field.Name} = ({field.TypeName})call.ReadEnum({index}, {field.Values.Count});",
        FieldKind.DType => $"args.{field.Name} = (DType)call.ReadEnum({index}, DTypes.Count);",
        FieldKind.Ints => $"args.{field.Name} = call.ReadInts();",
        FieldKind.IntOrInts => $"args.{field.Name} = call.ReadIntOrInts();",
        FieldKind.Text => $"args.{field.Name} = new Text(call.ReadInts());",
        FieldKind.Doubles => $"args.{field.Name} = call.ReadDoubles();",
        _ => $"args.{field.Name} = new Choice<{field.TypeName}>(call.ReadChoice({index}, {field.Values.Count}), call.ReadInts());",
    };
}
