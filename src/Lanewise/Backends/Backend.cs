namespace Lanewise;

/// <summary>
/// What runs kernels: it takes a request in its frame area and answers there, as <c>src/Lanewise.Runtime/Frames/README.md</c> tells,
/// and holds the data of tensors by id. Everything above it is the same for all backends. The library calls a backend from one
/// thread at a time.
/// </summary>
public abstract class Backend : IDisposable
{
    /// <summary>The lock that a caller holds.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>True after <see cref="Dispose()"/>; the data are gone.</summary>
    internal bool IsDisposed { get; private set; }

    /// <summary>The frame area, of at least <paramref name="words"/> words. Valid until the next call of anything.</summary>
    /// <exception cref="OutOfMemoryException">Memory is short.</exception>
    protected internal abstract Span<int> Frame(int words);

    /// <summary>Runs the request in the frame area, and gives the answer. Valid until the next call of anything.</summary>
    protected internal abstract ReadOnlySpan<int> Run();

    /// <summary>A new tensor with undefined contents; 0 if memory is short.</summary>
    protected internal abstract int Allocate(DType type, int elements);

    /// <summary>A tensor's data in place. Valid until the next call of anything.</summary>
    protected internal abstract Span<byte> Data(int id, int bytes);

    /// <summary>Frees a tensor.</summary>
    protected internal abstract void Release(int id);

    /// <summary>What it holds.</summary>
    protected internal abstract BackendMemory Memory();

    /// <summary>What is noted while calls are written down; null otherwise.</summary>
    internal Recording? Recording { get; set; }

    /// <summary>True for a backend that can write calls down and replay them: see <see cref="Program"/>.</summary>
    protected internal virtual bool HasPrograms => false;

    /// <summary>
    /// Does what Runtime's export of that name does, with the request in the frame area, and gives what it returns. Its answer is in the
    /// frame area, too.
    /// </summary>
    /// <param name="call">The export.</param>
    /// <param name="argument">Its argument beside the context, if it has one.</param>
    /// <exception cref="NotSupportedException">The backend has no programs.</exception>
    protected internal virtual int Program(ProgramCall call, int argument = 0) => throw new NotSupportedException("the backend has no programs");

    /// <summary>Threads that compute, the calling one among them.</summary>
    protected internal virtual int Threads
    {
        get => 1;
        set
        {
        }
    }

    /// <summary>Frees all memory and ends all threads.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (!IsDisposed)
            {
                IsDisposed = true;
                Dispose(true);
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Frees all memory and ends all threads.</summary>
    protected abstract void Dispose(bool disposing);
}

/// <summary>The memory of a backend, in bytes.</summary>
/// <param name="Used">In use, for tensors and for the backend's own records.</param>
/// <param name="Tensors">How many tensors there are.</param>
/// <param name="Heap">Obtained from the system.</param>
/// <param name="LargestFree">The largest free piece of the heap.</param>
/// <param name="Packed">Of <paramref name="Used"/>: weights in the order in which kernels read them.</param>
public readonly record struct BackendMemory(long Used, int Tensors, long Heap, long LargestFree, long Packed);
