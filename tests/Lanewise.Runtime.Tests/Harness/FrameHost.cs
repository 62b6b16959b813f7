using System.Runtime.InteropServices;
using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>What hosts have in common: the frame area.</summary>
public abstract class FrameHost : IHost
{
    public abstract HostManifest Manifest { get; }

    public abstract int Allocate(DType type, int elements);

    public abstract long Address(int id);

    public abstract void Release(int id);

    public abstract Span<byte> Memory(long address, int bytes);

    public abstract bool CheckHeap();

    public abstract void Dispose();

    public int[] Call(int[] request)
    {
        long frame = Frame(request.Length);
        request.CopyTo(Words(frame, request.Length));
        int status = Run();
        Span<int> answer = Words(frame, Context.FrameWords);
        if (answer[0] != status)
        {
            throw new InvalidOperationException($"call returned {status} and answered {answer[0]}");
        }

        return answer.ToArray();
    }

    public int[] Statistics()
    {
        long frame = Frame(8);
        WriteStatistics(frame);
        return Words(frame, 8).ToArray();
    }

    protected abstract long Frame(int words);

    protected abstract int Run();

    protected abstract void WriteStatistics(long address);

    private Span<int> Words(long address, int count) => MemoryMarshal.Cast<byte, int>(Memory(address, count * sizeof(int)));
}
