namespace Lanewise.Wasm;

/// <summary>Bytes under a name, which the engine passes over.</summary>
public sealed class CustomSection(string name, byte[] bytes) : Section
{
    public string Name { get; } = name;

    protected override byte Id => 0;

    protected override bool IsEmpty => false;

    protected override void WriteContent(ByteWriter writer)
    {
        writer.Name(Name);
        writer.Bytes(bytes);
    }
}
