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

    public abstract void Drop(int program);

    public abstract string? Verify(int program);

    public int[] Call(int[] request) => Exchange("call", request);

    public int[] Exchange(string export, int[] request)
    {
        long frame = Frame(request.Length);
        request.CopyTo(Words(frame, request.Length));
        int status = Run(export);
        frame = Frame(1);
        Span<int> answer = Words(frame, Context.FrameWords);
        if (export == "record")
        {
            // It answers nothing but its status.
            answer[0] = status;
        }

        if (answer[0] != status)
        {
            throw new InvalidOperationException($"{export} returned {status} and answered {answer[0]}");
        }

        return answer.ToArray();
    }

    public int[] Explain(int program)
    {
        int count = RunExplain(program);
        return Words(Frame(1), 4 * count).ToArray();
    }

    public int[] Statistics()
    {
        long frame = Frame(8);
        WriteStatistics(frame);
        return Words(frame, 8).ToArray();
    }

    protected abstract long Frame(int words);

    protected abstract int Run(string export);

    protected abstract int RunExplain(int program);

    protected abstract void WriteStatistics(long address);

    private Span<int> Words(long address, int count) => MemoryMarshal.Cast<byte, int>(Memory(address, count * sizeof(int)));
}
