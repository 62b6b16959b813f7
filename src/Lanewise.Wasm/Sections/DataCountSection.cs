namespace Lanewise.Wasm;

/// <summary>The number of data segments, which a validator must know before the code that names passive ones.</summary>
public sealed class DataCountSection(DataSection data) : Section
{
    protected override byte Id => 12;

    // Left out where no code can need it, so that a module without bulk memory stays WebAssembly 1.0.
    protected override bool IsEmpty => !data.HasPassive;

    protected override void WriteContent(ByteWriter writer) => writer.U32((uint)data.Count);
}
