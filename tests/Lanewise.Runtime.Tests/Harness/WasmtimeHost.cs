using Lanewise.Runtime;
using Wasmtime;

namespace Lanewise.Tests;

/// <summary>A module under Wasmtime. Its one memory holds everything, so addresses are offsets.</summary>
public sealed class WasmtimeHost : FrameHost
{
    private readonly ModuleFile _file;
    private readonly Store _store;
    private readonly Memory _memory;
    private readonly int _context;
    private readonly Func<int, int, int> _frame;
    private readonly Instance _instance;
    private readonly Func<int, int> _call;
    private readonly Func<int, int, int, int> _allocate;
    private readonly Func<int, int, int> _address;
    private readonly Action<int, int> _release;
    private readonly Action<int, int> _statistics;

    public WasmtimeHost(string variant)
    {
        _file = ModuleFile.Of(variant);
        _store = _file.NewStore();
        Instance instance = new(_store, _file.Module);
        _instance = instance;
        _memory = instance.GetMemory("memory")!;
        _frame = instance.GetFunction<int, int, int>("frame")!;
        _call = instance.GetFunction<int, int>("call")!;
        _allocate = instance.GetFunction<int, int, int, int>("allocate")!;
        _address = instance.GetFunction<int, int, int>("address")!;
        _release = instance.GetAction<int, int>("release")!;
        _statistics = instance.GetAction<int, int>("statistics")!;
        _context = instance.GetFunction<int>("create")!();
    }

    public override HostManifest Manifest => _file.Manifest;

    public override int Allocate(DType type, int elements) => _allocate(_context, (int)type, elements);

    public override long Address(int id) => (uint)_address(_context, id);

    public override void Release(int id) => _release(_context, id);

    public override Span<byte> Memory(long address, int bytes) => _memory.GetSpan(address, bytes);

    public override void Drop(int program) => _instance.GetAction<int, int>("drop")!(_context, program);

    public override string? Verify(int program) => null;

    public override bool CheckHeap() => true;

    public override void Dispose() => _store.Dispose();

    protected override long Frame(int words) => (uint)_frame(_context, words);

    protected override int Run(string export) => (export == "call" ? _call : _instance.GetFunction<int, int>(export)!)(_context);

    protected override int RunExplain(int program) => _instance.GetFunction<int, int, int>("explain")!(_context, program);

    protected override void WriteStatistics(long address) => _statistics(_context, (int)address);
}
