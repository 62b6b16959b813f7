namespace Lanewise.Wasm;

/// <summary>
/// What the host provides. Imports take the first indices of their kind, so all functions must be imported before
/// the first one is defined.
/// </summary>
public sealed class ImportSection : Section
{
    private readonly List<(string Module, string Name, ExternalKind Kind, Action<ByteWriter> Write)> _imports = [];

    public uint FunctionCount { get; private set; }

    protected override byte Id => 2;

    protected override bool IsEmpty => _imports.Count == 0;

    /// <returns>The function's index.</returns>
    public uint AddFunction(string module, string name, uint type)
    {
        _imports.Add((module, name, ExternalKind.Function, writer => writer.U32(type)));
        return FunctionCount++;
    }

    public void AddMemory(string module, string name, Limits limits) =>
        _imports.Add((module, name, ExternalKind.Memory, limits.Write));

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_imports, import =>
    {
        writer.Name(import.Module);
        writer.Name(import.Name);
        writer.Byte((byte)import.Kind);
        import.Write(writer);
    });
}
