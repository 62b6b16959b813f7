using Lanewise.Kernels;
using Lanewise.Runtime;
using Lanewise.Runtime.Programs;

namespace Lanewise.Tests;

/// <summary>Runtime in this process, with vectors of type <typeparamref name="V"/>.</summary>
public sealed unsafe class NativeHost<V> : FrameHost
    where V : unmanaged, IVector<V>
{
    private static readonly HostManifest Parsed = HostManifest.Parse(Runtime.Manifest.Json);
    private Context* _context = Exports<V>.Create();

    public override HostManifest Manifest => Parsed;

    public override int Allocate(DType type, int elements) => Exports<V>.Allocate(_context, (int)type, elements);

    public override long Address(int id) => (long)Exports<V>.Address(_context, id);

    public override void Release(int id) => Exports<V>.Release(_context, id);

    public override Span<byte> Memory(long address, int bytes) => new((void*)address, bytes);

    public override void Drop(int program) => Exports<V>.Drop(_context, program);

    public override string? Verify(int program)
    {
        Flaw flaw = Verifier.Check(_context->FindProgram(program), out int at);
        return flaw == Flaw.None ? null : $"{flaw} at {at}";
    }

    public override bool CheckHeap() => _context->Heap.Check();

    public override void Dispose()
    {
        if (_context != null)
        {
            Exports<V>.Destroy(_context);
            _context = null;
        }
    }

    protected override long Frame(int words) => (long)Exports<V>.Frame(_context, words);

    protected override int Run(string export) => export switch
    {
        "call" => Exports<V>.Run(_context),
        "record" => Exports<V>.Record(_context),
        "compile" => Exports<V>.Compile(_context),
        "replay" => Exports<V>.Replay(_context),
        _ => throw new ArgumentException($"no export '{export}'", nameof(export)),
    };

    protected override int RunExplain(int program) => Exports<V>.Explain(_context, program);

    protected override void WriteStatistics(long address) => Exports<V>.Statistics(_context, (int*)address);
}
