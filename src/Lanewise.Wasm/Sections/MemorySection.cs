namespace Lanewise.Wasm;

/// <summary>The memory that the module defines; none if it imports one.</summary>
public sealed class MemorySection : Section
{
    private readonly List<Limits> _memories = [];

    protected override byte Id => 5;

    protected override bool IsEmpty => _memories.Count == 0;

    public void Add(Limits limits) => _memories.Add(limits);

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_memories, memory => memory.Write(writer));
}
