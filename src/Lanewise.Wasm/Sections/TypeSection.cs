namespace Lanewise.Wasm;

/// <summary>The function types, each once.</summary>
public sealed class TypeSection : Section
{
    private const byte Function = 0x60;

    private readonly List<FunctionType> _types = [];
    private readonly Dictionary<FunctionType, uint> _indices = [];

    public IReadOnlyList<FunctionType> Items => _types;

    protected override byte Id => 1;

    protected override bool IsEmpty => _types.Count == 0;

    /// <summary>The index of the type, which is added if it is new.</summary>
    public uint IndexOf(FunctionType type)
    {
        if (!_indices.TryGetValue(type, out uint index))
        {
            index = (uint)_types.Count;
            _types.Add(type);
            _indices.Add(type, index);
        }

        return index;
    }

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_types, type =>
    {
        writer.Byte(Function);
        writer.Vector(type.Parameters, parameter => writer.Byte((byte)parameter));
        writer.Vector(type.Results, result => writer.Byte((byte)result));
    });
}
