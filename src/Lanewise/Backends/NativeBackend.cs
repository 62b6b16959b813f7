using Lanewise.Kernels;
using Lanewise.Runtime;

namespace Lanewise;

/// <summary>Runtime in this process, with vectors of type <typeparamref name="V"/>, on threads of .NET.</summary>
internal sealed unsafe class NativeBackend<V> : Backend
    where V : unmanaged, IVector<V>
{
    private readonly Context* _context = Exports<V>.Create();
    private Thread[] _workers = [];

    public NativeBackend(int threads)
    {
        if (_context == null)
        {
            throw new OutOfMemoryException("there is no memory for a backend");
        }

        Start(threads);
    }

    protected internal override int Threads
    {
        get => _workers.Length + 1;
        set
        {
            Stop();
            Start(value);
        }
    }

    protected internal override Span<int> Frame(int words)
    {
        int* frame = Exports<V>.Frame(_context, words);
        return frame == null ? throw new OutOfMemoryException($"there is no memory for a request of {words} words") : new Span<int>(frame, words);
    }

    protected internal override ReadOnlySpan<int> Run()
    {
        Exports<V>.Run(_context);
        return new ReadOnlySpan<int>(_context->Frame, Context.FrameWords);
    }

    protected internal override bool HasPrograms => true;

    protected internal override int Program(ProgramCall call, int argument = 0)
    {
        switch (call)
        {
            case ProgramCall.Record:
                return Exports<V>.Record(_context);
            case ProgramCall.Depends:
                return Exports<V>.Depends(_context, argument);
            case ProgramCall.Discard:
                Exports<V>.Discard(_context);
                return 0;
            case ProgramCall.Compile:
                return Exports<V>.Compile(_context);
            case ProgramCall.Replay:
                return Exports<V>.Replay(_context);
            case ProgramCall.Explain:
                return Exports<V>.Explain(_context, argument);
            case ProgramCall.Weights:
                return Exports<V>.Weights(_context, argument);
            case ProgramCall.Shed:
                Exports<V>.Shed(_context, argument);
                return 0;
            default:
                Exports<V>.Drop(_context, argument);
                return 0;
        }
    }

    protected internal override int Allocate(DType type, int elements) => Exports<V>.Allocate(_context, (int)type, elements);

    protected internal override Span<byte> Data(int id, int bytes) => new(Exports<V>.Address(_context, id), bytes);

    protected internal override void Release(int id) => Exports<V>.Release(_context, id);

    protected internal override BackendMemory Memory() => new(
        _context->Heap.Used, _context->Tensors.Live, _context->Heap.Total, _context->Heap.LargestFree(), _context->PackedBytes);

    protected override void Dispose(bool disposing)
    {
        Stop();
        Exports<V>.Destroy(_context);
    }

    private void Start(int threads)
    {
        Exports<V>.SetThreads(_context, threads);
        _workers = [.. Enumerable.Range(1, threads - 1).Select(StartWorker)];
    }

    private Thread StartWorker(int number)
    {
        Thread worker = new(() => Exports<V>.Work(_context, number)) { IsBackground = true, Name = $"Lanewise {number}" };
        worker.Start();
        return worker;
    }

    private void Stop()
    {
        Exports<V>.Stop(_context);
        foreach (Thread worker in _workers)
        {
            worker.Join();
        }

        // all have returned: a pool that nobody knows
        _context->Workers = default;
        _workers = [];
    }
}
