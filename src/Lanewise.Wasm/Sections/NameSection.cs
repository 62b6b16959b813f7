namespace Lanewise.Wasm;

/// <summary>The custom section "name": names of functions and locals, for stack traces and profilers.</summary>
public sealed class NameSection : Section
{
    private const byte Functions = 1;
    private const byte Locals = 2;

    // Sorted, because the format wants indices to rise.
    private readonly SortedDictionary<uint, string> _functions = [];
    private readonly SortedDictionary<uint, SortedDictionary<uint, string>> _locals = [];

    protected override byte Id => 0;

    protected override bool IsEmpty => _functions.Count == 0 && _locals.Count == 0;

    public void AddFunction(uint function, string name) => _functions[function] = name;

    public void AddLocal(uint function, uint local, string name)
    {
        if (!_locals.TryGetValue(function, out SortedDictionary<uint, string>? names))
        {
            _locals[function] = names = [];
        }

        names[local] = name;
    }

    protected override void WriteContent(ByteWriter writer)
    {
        writer.Name("name");
        if (_functions.Count > 0)
        {
            Subsection(writer, Functions, content => NameMap(content, _functions));
        }

        if (_locals.Count > 0)
        {
            Subsection(writer, Locals, content => content.Vector(_locals, function =>
            {
                content.U32(function.Key);
                NameMap(content, function.Value);
            }));
        }
    }

    private static void NameMap(ByteWriter writer, SortedDictionary<uint, string> names) => writer.Vector(names, entry =>
    {
        writer.U32(entry.Key);
        writer.Name(entry.Value);
    });

    private static void Subsection(ByteWriter writer, byte id, Action<ByteWriter> write)
    {
        ByteWriter content = new();
        write(content);
        writer.Byte(id);
        writer.Sized(content.Written);
    }
}
