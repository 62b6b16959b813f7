using System.Runtime.InteropServices;
using Lanewise.Dialect;

namespace Lanewise.Runtime;

/// <summary>Where the heap's memory comes from: pages of the linear memory, or segments of the process.</summary>
internal static unsafe class HostMemory
{
    private const int PageBytes = 65536;

    /// <summary>WebAssembly keeps constants and the shadow stack below this address.</summary>
    [WasmOp("lanewise.heap_base")]
    private static int HeapBase() => 0;

    [WasmOp("memory.size")]
    private static int Pages() => 0;

    /// <summary>Gives the old number of pages, or −1.</summary>
    [WasmOp("memory.grow")]
    private static int Grow(int pages) => -1;

    /// <summary>The first segment, of at least <paramref name="bytes"/>; null if memory is short.</summary>
    public static byte* First(nint bytes, out nint obtained)
    {
        if (!Target.IsWasm)
        {
            return Extend(bytes, out obtained);
        }

        nint start = (HeapBase() + 15) & ~15;
        nint missing = start + bytes - ((nint)Pages() * PageBytes);
        obtained = 0;
        if (missing > 0 && Grow((int)((missing + PageBytes - 1) / PageBytes)) < 0)
        {
            return null;
        }

        obtained = ((nint)Pages() * PageBytes) - start;
        return (byte*)start;
    }

    /// <summary>
    /// A further segment of at least <paramref name="bytes"/>, null if memory is short. In WebAssembly it begins
    /// where the linear memory ended.
    /// </summary>
    public static byte* Extend(nint bytes, out nint obtained)
    {
        if (Target.IsWasm)
        {
            nuint pages = ((nuint)bytes + PageBytes - 1) / PageBytes;
            int old = Grow((int)pages);
            obtained = (nint)(pages * PageBytes);
            return old < 0 ? null : (byte*)((nuint)(uint)old * PageBytes);
        }

        obtained = bytes;
        return Obtain(bytes);
    }

    public static void Return(void* segment)
    {
        if (!Target.IsWasm)
        {
            NativeMemory.AlignedFree(segment);
        }
    }

    /// <summary>Out of memory is null here, never an exception: the dialect has none.</summary>
    private static byte* Obtain(nint bytes)
    {
        try
        {
            return (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
