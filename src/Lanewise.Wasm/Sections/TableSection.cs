namespace Lanewise.Wasm;

/// <summary>Tables of functions, for indirect calls.</summary>
public sealed class TableSection : Section
{
    private readonly List<Limits> _tables = [];

    protected override byte Id => 4;

    protected override bool IsEmpty => _tables.Count == 0;

    /// <returns>The table's index.</returns>
    public uint Add(Limits limits)
    {
        _tables.Add(limits);
        return (uint)_tables.Count - 1;
    }

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_tables, table =>
    {
        writer.Byte((byte)ValueType.FuncRef);
        table.Write(writer);
    });
}
