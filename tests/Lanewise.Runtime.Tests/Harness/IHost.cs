using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>One context of Runtime, native or in a module, through nothing but its exports and its memory.</summary>
public interface IHost : IDisposable
{
    HostManifest Manifest { get; }

    int Allocate(DType type, int elements);

    /// <summary>Where a tensor's data lie, 0 for an unknown id.</summary>
    long Address(int id);

    void Release(int id);

    /// <summary>The memory at an address. Any other call may invalidate it.</summary>
    Span<byte> Memory(long address, int bytes);

    /// <summary>Runs a request, and gives the answer's words.</summary>
    int[] Call(int[] request);

    /// <summary>Writes words into the frame area, calls an export that takes nothing but the context, and gives the words that it leaves there.</summary>
    int[] Exchange(string export, int[] request);

    /// <summary>Four words for each op of a program; see the export.</summary>
    int[] Explain(int program);

    void Drop(int program);

    /// <summary>What is wrong with a program; null if nothing is, as far as this host can see.</summary>
    string? Verify(int program);

    /// <summary>Bytes in use, live tensors, heap bytes, largest free block, packed bytes.</summary>
    int[] Statistics();

    /// <summary>False if the heap's own records were overwritten; a host that cannot see them says true.</summary>
    bool CheckHeap();
}
