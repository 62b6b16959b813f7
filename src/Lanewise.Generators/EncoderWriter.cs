using System.Collections.Generic;
using System.Text;

namespace Lanewise.Generators;

/// <summary>The mirror of the decoders: writes an args struct as a request has it, for passes that change the arguments of a recorded call.</summary>
internal static class EncoderWriter
{
    public static string Write(IReadOnlyList<ArgsStruct> structs)
    {
        StringBuilder text = new();
        text.Append(Text.Head);
        text.Append("namespace Lanewise.Runtime\n{\n    internal static unsafe class Encoders\n    {\n");
        foreach (ArgsStruct args in structs)
        {
            text.Append($"        public static void Encode(ref FrameWriter frame, ref global::{args.FullName} args)\n        {{\n");
            foreach (Field field in args.Fields)
            {
                text.Append("            ").Append(Line(field)).Append('\n');
            }

            text.Append("        }\n\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    private static string Line(Field field) => field.Kind switch
    {
        FieldKind.Tensor or FieldKind.OptionalTensor => $"frame.WriteTensor(in args.{field.Name});",
        FieldKind.Tensors => $"frame.WriteTensors(in args.{field.Name});",
        FieldKind.Int => $"frame.Write(args.{field.Name});",
        FieldKind.Bool => $"frame.Write(args.{field.Name} ? 1 : 0);",
        FieldKind.Double => $"frame.WriteDouble(args.{field.Name});",
        FieldKind.Enum or FieldKind.DType => $"frame.Write((int)args.{field.Name});",
        FieldKind.Ints => $"frame.WriteInts(in args.{field.Name});",
        FieldKind.IntOrInts => $"frame.Write(args.{field.Name}.IsSingle ? 1 : 0);\n            frame.WriteInts(args.{field.Name}.Ints);",
        FieldKind.Text => $"frame.WriteInts(args.{field.Name}.Codes);",
        FieldKind.Doubles => $"frame.WriteDoubles(in args.{field.Name});",
        _ => $"frame.Write(args.{field.Name}.IsExplicit ? -1 : (int)args.{field.Name}.Value);\n            frame.WriteInts(args.{field.Name}.Ints);",
    };
}
