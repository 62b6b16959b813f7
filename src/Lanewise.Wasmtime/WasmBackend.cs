using System.Runtime.InteropServices;
using Lanewise.Runtime;
using Wasmtime;

namespace Lanewise;

/// <summary>
/// Runtime as WebAssembly, under Wasmtime on the calling thread. All it reads and writes lies in one linear memory, so an address is
/// an offset there. A trap says that a kernel has a fault and may have left anything half done: the backend then runs nothing more, but
/// the data of its tensors can still be read.
/// </summary>
internal sealed class WasmBackend : Backend
{
    private readonly Store _store;
    private readonly global::Wasmtime.Memory _memory;
    private readonly Global _stackPointer;
    private readonly object _stackStart;
    private readonly int _context;
    private readonly Export _frame;
    private readonly Export _call;
    private readonly Export _allocate;
    private readonly Export _address;
    private readonly Export _release;
    private readonly Export _statistics;
    private readonly Func<ProgramCall, int, int> _program;
    private uint _frameAddress;
    private int _frameWords;
    private TrapException? _trap;

    /// <param name="variant">The module.</param>
    /// <param name="maxMemory">The most bytes that the memory may have.</param>
    public WasmBackend(ModuleVariant variant, long maxMemory)
    {
        _store = new Store(variant.Engine);
        _store.SetLimits(memorySize: maxMemory);
        try
        {
            Instance instance = new(_store, variant.Module);
            _memory = instance.GetMemory("memory")!;
            _stackPointer = instance.GetGlobal("stack_pointer")!;
            _stackStart = _stackPointer.GetValue()!;
            _frame = new Export(instance, "frame");
            _call = new Export(instance, "call");
            _allocate = new Export(instance, "allocate");
            _address = new Export(instance, "address");
            _release = new Export(instance, "release");
            _statistics = new Export(instance, "statistics");
            _program = ProgramCalls(instance);
            _context = new Export(instance, "create").Call();
            if (_context == 0)
            {
                throw new OutOfMemoryException($"there is no memory for a wasm backend: it may have {maxMemory} bytes");
            }
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    protected override Span<int> Frame(int words)
    {
        RequireWhole();
        if (words > _frameWords)
        {
            int address = _frame.Call(_context, words);
            _frameAddress = address == 0 ? throw new OutOfMemoryException($"there is no memory for a request of {words} words") : (uint)address;
            _frameWords = Math.Max(words, Context.FrameWords);
        }

        return Words(words);
    }

    protected override ReadOnlySpan<int> Run()
    {
        RequireWhole();
        try
        {
            _call.Call(_context);
        }
        catch (TrapException trap)
        {
            throw Stopped(trap);
        }

        return Words(Context.FrameWords);
    }

    protected override bool HasPrograms => true;

    protected override int Program(ProgramCall call, int argument = 0)
    {
        RequireWhole();
        try
        {
            int answer = _program(call, argument);
            _frameWords = call == ProgramCall.Compile ? 0 : _frameWords; // the frame area may have moved
            return answer;
        }
        catch (TrapException trap)
        {
            throw Stopped(trap);
        }
    }

    private Func<ProgramCall, int, int> ProgramCalls(Instance instance)
    {
        Export record = new(instance, "record");
        Export depends = new(instance, "depends");
        Export discard = new(instance, "discard");
        Export compile = new(instance, "compile");
        Export replay = new(instance, "replay");
        Export explain = new(instance, "explain");
        Export weights = new(instance, "weights");
        Export shed = new(instance, "shed");
        Export drop = new(instance, "drop");
        return (call, argument) => call switch
        {
            ProgramCall.Record => record.Call(_context),
            ProgramCall.Depends => depends.Call(_context, argument),
            ProgramCall.Discard => discard.Call(_context),
            ProgramCall.Compile => compile.Call(_context),
            ProgramCall.Replay => replay.Call(_context),
            ProgramCall.Explain => explain.Call(_context, argument),
            ProgramCall.Weights => weights.Call(_context, argument),
            ProgramCall.Shed => shed.Call(_context, argument),
            _ => drop.Call(_context, argument),
        };
    }

    protected override int Allocate(DType type, int elements)
    {
        RequireWhole();
        try
        {
            return _allocate.Call(_context, (int)type, elements);
        }
        catch (TrapException trap)
        {
            throw Stopped(trap);
        }
    }

    protected override Span<byte> Data(int id, int bytes) => bytes == 0 ? [] : _memory.GetSpan((uint)_address.Call(_context, id), bytes);

    protected override void Release(int id)
    {
        if (_trap is null)
        {
            _release.Call(_context, id);
        }
    }

    protected override BackendMemory Memory()
    {
        if (_trap is not null)
        {
            return new BackendMemory(0, 0, _memory.GetLength(), 0, 0);
        }

        Frame(8);
        _statistics.Call(_context, (int)_frameAddress);
        ReadOnlySpan<int> figures = Words(8);
        return new BackendMemory((uint)figures[0], figures[1], (uint)figures[2], (uint)figures[3], (uint)figures[4]);
    }

    protected override void Dispose(bool disposing) => _store.Dispose();

    private Span<int> Words(int count) => MemoryMarshal.Cast<byte, int>(_memory.GetSpan(_frameAddress, count * sizeof(int)));

    private void RequireWhole()
    {
        if (_trap is not null)
        {
            throw Stopped();
        }
    }

    private InvalidOperationException Stopped(TrapException trap)
    {
        // the functions that were left have not given their part of the stack back; reading needs some
        _stackPointer.SetValue(_stackStart);
        _trap = trap;
        return Stopped();
    }

    private InvalidOperationException Stopped() => new(
        $"the wasm backend stopped at a trap of its module ({_trap!.Type}) and runs nothing more; its tensors can still be read, and after Tf.RemoveBackend(\"wasm\") a new one can be set",
        _trap);
}
