namespace Lanewise.Wasm;

/// <summary>The function that runs at instantiation.</summary>
public sealed class StartSection : Section
{
    public uint? Function { get; set; }

    protected override byte Id => 8;

    protected override bool IsEmpty => Function is null;

    protected override void WriteContent(ByteWriter writer) => writer.U32(Function!.Value);
}
