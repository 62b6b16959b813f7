namespace Lanewise.Wasm;

/// <summary>The types of the functions that the module defines; their bodies stand in the same order in <see cref="CodeSection"/>.</summary>
public sealed class FunctionSection(ImportSection imports) : Section
{
    private readonly List<uint> _types = [];

    public int Count => _types.Count;

    protected override byte Id => 3;

    protected override bool IsEmpty => _types.Count == 0;

    /// <returns>The function's index, which counts the imported functions too.</returns>
    public uint Add(uint type)
    {
        _types.Add(type);
        return imports.FunctionCount + (uint)_types.Count - 1;
    }

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_types, writer.U32);
}
