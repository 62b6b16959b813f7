namespace Lanewise.Wasm;

/// <summary>What the host can reach by name.</summary>
public sealed class ExportSection : Section
{
    private readonly List<(string Name, ExternalKind Kind, uint Index)> _exports = [];

    protected override byte Id => 7;

    protected override bool IsEmpty => _exports.Count == 0;

    public void Add(string name, ExternalKind kind, uint index) => _exports.Add((name, kind, index));

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_exports, export =>
    {
        writer.Name(export.Name);
        writer.Byte((byte)export.Kind);
        writer.U32(export.Index);
    });
}
