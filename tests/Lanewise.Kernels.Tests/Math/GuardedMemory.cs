using System.Runtime.InteropServices;

namespace Lanewise.Tests;

/// <summary>Memory whose end, to the byte, is the end of what may be touched: on Linux a read or write beyond it stops the process.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int PageBytes = 4096;
    private readonly byte* _start;
    private readonly nint _bytes;
    private readonly bool _isMapped = OperatingSystem.IsLinux();

    public GuardedMemory(int bytes)
    {
        _bytes = (bytes + PageBytes - 1) / PageBytes * PageBytes;
        if (_isMapped)
        {
            const int ReadWrite = 3;
            const int PrivateAnonymous = 0x22;
            _start = (byte*)Map(null, _bytes + PageBytes, ReadWrite, PrivateAnonymous, -1, 0);
            if (_start == (byte*)-1 || Protect(_start + _bytes, PageBytes, 0) != 0)
            {
                throw new InvalidOperationException("no guard page");
            }
        }
        else
        {
            _start = (byte*)NativeMemory.AllocZeroed((nuint)_bytes);
        }
    }

    /// <summary>The place of n floats that end where the memory ends.</summary>
    public float* Last(int n) => (float*)(_start + _bytes) - n;

    public void Dispose()
    {
        if (_isMapped)
        {
            Unmap(_start, _bytes + PageBytes);
        }
        else
        {
            NativeMemory.Free(_start);
        }
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nint bytes);
}
