namespace Lanewise.Wasm;

/// <summary>An initial value or an offset: constant instructions and <c>end</c>.</summary>
internal static class ConstantExpression
{
    public static void Write(ByteWriter writer, Action<InstructionWriter> value)
    {
        InstructionWriter code = new();
        value(code);
        code.End();
        writer.Bytes(code.Written);
    }

    public static void WriteI32(ByteWriter writer, int value) => Write(writer, code => code.I32Const(value));
}
