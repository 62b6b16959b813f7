namespace Lanewise.Wasm;

/// <summary>Global variables with constant initial values.</summary>
public sealed class GlobalSection : Section
{
    private readonly List<(ValueType Type, bool Mutable, Action<InstructionWriter> Value)> _globals = [];

    protected override byte Id => 6;

    protected override bool IsEmpty => _globals.Count == 0;

    /// <param name="value">Writes the one constant instruction of the initial value.</param>
    /// <returns>The global's index.</returns>
    public uint Add(ValueType type, bool mutable, Action<InstructionWriter> value)
    {
        _globals.Add((type, mutable, value));
        return (uint)_globals.Count - 1;
    }

    public uint AddI32(bool mutable, int value) => Add(ValueType.I32, mutable, code => code.I32Const(value));

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_globals, global =>
    {
        writer.Byte((byte)global.Type);
        writer.Byte(global.Mutable ? (byte)1 : (byte)0);
        ConstantExpression.Write(writer, global.Value);
    });
}
