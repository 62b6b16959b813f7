namespace Lanewise.Wasm;

/// <summary>A module, as its sections. The bytes depend on nothing but what was added, and in which order.</summary>
public sealed class Module
{
    public Module()
    {
        Functions = new(Imports);
        DataCount = new(Data);
    }

    public TypeSection Types { get; } = new();
    public ImportSection Imports { get; } = new();
    public FunctionSection Functions { get; }
    public TableSection Tables { get; } = new();
    public MemorySection Memories { get; } = new();
    public GlobalSection Globals { get; } = new();
    public ExportSection Exports { get; } = new();
    public StartSection Start { get; } = new();
    public ElementSection Elements { get; } = new();
    public DataCountSection DataCount { get; }
    public CodeSection Code { get; } = new();
    public DataSection Data { get; } = new();
    public NameSection Names { get; } = new();
    public List<CustomSection> Customs { get; } = [];

    /// <summary>Defines a function.</summary>
    /// <returns>Its index.</returns>
    public uint AddFunction(FunctionType type, FunctionBody body)
    {
        Code.Add(body);
        return Functions.Add(Types.IndexOf(type));
    }

    public byte[] ToArray()
    {
        if (Functions.Count != Code.Count)
        {
            throw new InvalidOperationException($"{Functions.Count} functions are declared, but {Code.Count} have a body");
        }

        ByteWriter writer = new();
        writer.Bytes("\0asm"u8);
        writer.Bytes([1, 0, 0, 0]);
        foreach (Section section in (Section[])[
            Types, Imports, Functions, Tables, Memories, Globals, Exports, Start, Elements, DataCount, Code, Data, Names, .. Customs])
        {
            section.Write(writer);
        }

        return writer.ToArray();
    }
}
