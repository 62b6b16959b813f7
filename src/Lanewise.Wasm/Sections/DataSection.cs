namespace Lanewise.Wasm;

/// <summary>Bytes that memory 0 is filled with: at instantiation (active), or by <c>memory.init</c> (passive).</summary>
public sealed class DataSection : Section
{
    private const byte Active = 0;
    private const byte Passive = 1;

    private readonly List<(int? Offset, byte[] Bytes)> _segments = [];

    public int Count => _segments.Count;

    public bool HasPassive => _segments.Any(segment => segment.Offset is null);

    protected override byte Id => 11;

    protected override bool IsEmpty => _segments.Count == 0;

    /// <returns>The segment's index.</returns>
    public uint AddActive(int offset, byte[] bytes) => Add(offset, bytes);

    /// <returns>The segment's index.</returns>
    public uint AddPassive(byte[] bytes) => Add(null, bytes);

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_segments, segment =>
    {
        writer.Byte(segment.Offset is null ? Passive : Active);
        if (segment.Offset is { } offset)
        {
            ConstantExpression.WriteI32(writer, offset);
        }

        writer.Sized(segment.Bytes);
    });

    private uint Add(int? offset, byte[] bytes)
    {
        _segments.Add((offset, bytes));
        return (uint)_segments.Count - 1;
    }
}
