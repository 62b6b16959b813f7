using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lanewise.Kernels;

/// <summary>Moves of elements that are not looked at: only their size matters.</summary>
public static unsafe class Moves
{
    /// <summary>Below this a call of the bulk copy costs more than it saves.</summary>
    private const int BulkBytes = 512;

    private const int VectorBytes = 16;

    /// <summary>Sets <paramref name="count"/> words.</summary>
    public static void Fill(int* target, int bits, int count) => FillPairs(target, ((long)bits << 32) | (uint)bits, count);

    private static void FillPairs(int* target, long pair, int count)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            *(long*)(target + i) = pair;
            *(long*)(target + i + 2) = pair;
        }

        if (i + 2 <= count)
        {
            *(long*)(target + i) = pair;
            i += 2;
        }

        if (i < count)
        {
            target[i] = (int)pair;
        }
    }

    /// <summary>Sets <paramref name="count"/> elements of <paramref name="size"/> bytes, 1, 4 or 8, to the low bytes of <paramref name="bits"/>.</summary>
    public static void Fill(byte* target, long bits, int count, int size)
    {
        if (size == 1 || bits == 0)
        {
            NativeMemory.Fill(target, (nuint)((nint)count * size), (byte)bits);
        }
        else if (size == sizeof(int))
        {
            Fill((int*)target, (int)bits, count);
        }
        else
        {
            FillPairs((int*)target, bits, 2 * count);
        }
    }

    /// <summary>Copies bytes between places that do not overlap.</summary>
    public static void Copy(byte* target, byte* source, nint bytes)
    {
        if (bytes >= BulkBytes)
        {
            NativeMemory.Copy(source, target, (nuint)bytes);
            return;
        }

        if (Vector128.IsHardwareAccelerated && bytes >= VectorBytes)
        {
            CopyVectors(target, source, (int)bytes);
            return;
        }

        int length = (int)bytes;
        int i = 0;
        for (; i + 8 <= length; i += 8)
        {
            *(long*)(target + i) = *(long*)(source + i);
        }

        for (; i < length; i++)
        {
            target[i] = source[i];
        }
    }

    /// <summary>Copies rows of so many bytes, which lie so far apart.</summary>
    public static void CopyRows(byte* target, nint targetStep, byte* source, nint sourceStep, int rows, nint bytes)
    {
        bool isShort = Vector128.IsHardwareAccelerated && bytes >= VectorBytes && bytes < BulkBytes;
        for (int row = 0; row < rows; row++)
        {
            if (isShort)
            {
                CopyVectors(target, source, (int)bytes);
            }
            else
            {
                Copy(target, source, bytes);
            }

            target += targetStep;
            source += sourceStep;
        }
    }

    /// <summary>At least one vector; the last one may overlap the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyVectors(byte* target, byte* source, int length)
    {
        int i = 0;
        for (; i + 4 * VectorBytes <= length; i += 4 * VectorBytes)
        {
            Vector128<byte> a = Vector128.Load(source + i);
            Vector128<byte> b = Vector128.Load(source + i + VectorBytes);
            Vector128<byte> c = Vector128.Load(source + i + 2 * VectorBytes);
            Vector128<byte> d = Vector128.Load(source + i + 3 * VectorBytes);
            Vector128.Store(a, target + i);
            Vector128.Store(b, target + i + VectorBytes);
            Vector128.Store(c, target + i + 2 * VectorBytes);
            Vector128.Store(d, target + i + 3 * VectorBytes);
        }

        for (; i + VectorBytes <= length; i += VectorBytes)
        {
            Vector128.Store(Vector128.Load(source + i), target + i);
        }

        if (i < length)
        {
            int last = length - VectorBytes;
            Vector128.Store(Vector128.Load(source + last), target + last);
        }
    }

    /// <summary>
    /// Copies slices of <paramref name="bytes"/> bytes: slice i of the target is slice indices[i] of the source. The
    /// indices are in range.
    /// </summary>
    public static void Gather(byte* target, byte* source, int* indices, int count, int bytes)
    {
        if (bytes == sizeof(int))
        {
            for (int i = 0; i < count; i++)
            {
                ((int*)target)[i] = ((int*)source)[indices[i]];
            }

            return;
        }

        for (int i = 0; i < count; i++)
        {
            Copy(target + ((nint)i * bytes), source + ((nint)indices[i] * bytes), bytes);
        }
    }

    /// <summary>The first of <paramref name="count"/> indices that is not from 0 to <paramref name="limit"/> − 1, or −1.</summary>
    public static int FindOutOfRange(int* indices, int count, int limit)
    {
        for (int i = 0; i < count; i++)
        {
            if ((uint)indices[i] >= (uint)limit)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Each element so many times.</summary>
    public static void Repeat(int* target, int* source, int count, int times)
    {
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < times; j++)
            {
                *target++ = source[i];
            }
        }
    }
}
