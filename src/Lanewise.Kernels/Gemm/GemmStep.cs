using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>An element of the depth, in all rows of a tile.</summary>
public static unsafe class GemmStep<V, TRows>
    where V : unmanaged, IVector<V>
    where TRows : unmanaged, ITileRows
{
    /// <summary>One step of k, or two in a narrow tile: a column of A, or two, times two vectors of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TColumns>(ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b)
        where TColumns : unmanaged, ITileColumns
    {
        V low = V.Load(b);
        V high = V.Load(b + V.Count);
        r0.MulAdd<TColumns>(a0, low, high);
        if (TRows.Value > 1)
        {
            r1.MulAdd<TColumns>(a1, low, high);
        }

        if (TRows.Value > 2)
        {
            r2.MulAdd<TColumns>(a2, low, high);
        }

        if (TRows.Value > 3)
        {
            r3.MulAdd<TColumns>(a3, low, high);
        }

        if (TRows.Value > 4)
        {
            r4.MulAdd<TColumns>(a4, low, high);
        }

        if (TRows.Value > 5)
        {
            r5.MulAdd<TColumns>(a5, low, high);
        }
    }

    /// <summary>One step of k in a narrow tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunOne(ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b)
    {
        V row = V.Load(b);
        r0.MulAddOne(a0, row);
        if (TRows.Value > 1)
        {
            r1.MulAddOne(a1, row);
        }

        if (TRows.Value > 2)
        {
            r2.MulAddOne(a2, row);
        }

        if (TRows.Value > 3)
        {
            r3.MulAddOne(a3, row);
        }

        if (TRows.Value > 4)
        {
            r4.MulAddOne(a4, row);
        }

        if (TRows.Value > 5)
        {
            r5.MulAddOne(a5, row);
        }
    }
}
