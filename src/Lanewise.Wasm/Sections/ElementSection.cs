namespace Lanewise.Wasm;

/// <summary>Functions that table 0 is filled with at instantiation.</summary>
public sealed class ElementSection : Section
{
    private const byte ActiveFunctionsOfTable0 = 0;

    private readonly List<(int Offset, IReadOnlyList<uint> Functions)> _segments = [];

    protected override byte Id => 9;

    protected override bool IsEmpty => _segments.Count == 0;

    public void Add(int offset, IReadOnlyList<uint> functions) => _segments.Add((offset, functions));

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_segments, segment =>
    {
        writer.Byte(ActiveFunctionsOfTable0);
        ConstantExpression.WriteI32(writer, segment.Offset);
        writer.Vector(segment.Functions, writer.U32);
    });
}
