namespace Lanewise.Wasm;

/// <summary>The bodies of the functions, in the order of <see cref="FunctionSection"/>.</summary>
public sealed class CodeSection : Section
{
    private readonly List<FunctionBody> _bodies = [];

    public int Count => _bodies.Count;

    protected override byte Id => 10;

    protected override bool IsEmpty => _bodies.Count == 0;

    public void Add(FunctionBody body) => _bodies.Add(body);

    protected override void WriteContent(ByteWriter writer) => writer.Vector(_bodies, body =>
    {
        ByteWriter content = new();
        content.Vector(body.Locals, run =>
        {
            content.U32(run.Count);
            content.Byte((byte)run.Type);
        });
        content.Bytes(body.Code.Written);
        content.Byte((byte)Opcode.End);
        writer.Sized(content.Written);
    });
}
