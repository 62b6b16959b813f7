using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// One row of a micro-kernel's tile: two vectors of accumulators, which live in registers. In a wide tile they are two vectors of
/// columns; in a narrow one they are the same columns, for even and odd elements of the depth, so that there are enough
/// independent sums for the multiply-adds under way.
/// </summary>
public unsafe struct GemmRow<V>(V low, V high)
    where V : unmanaged, IVector<V>
{
    public V Low = low;
    public V High = high;

    /// <summary>Adds the products of an element of A and a row of a wide panel, or of two elements and two rows of a narrow one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MulAdd<TColumns>(float* a, V low, V high)
        where TColumns : unmanaged, ITileColumns
    {
        V x = V.Splat(*a);
        Low = V.MulAdd(x, low, Low);
        High = V.MulAdd(TColumns.IsWide ? x : V.Splat(a[1]), high, High);
    }

    /// <summary>Adds the product of an element of A and a row of a narrow panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MulAddOne(float* a, V row) => Low = V.MulAdd(V.Splat(*a), row, Low);

    /// <summary>Adds a row of another matrix to the finished sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TColumns>(float* row)
        where TColumns : unmanaged, ITileColumns
    {
        if (!TColumns.IsWide)
        {
            Low = Low + High + V.Load(row);
            High = V.Zero;
            return;
        }

        Low += V.Load(row);
        High += V.Load(row + V.Count);
    }

    /// <summary>Stores the row, clamped if that changes anything. A NaN stays a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store<TColumns>(float* c, bool isClamped, V least, V most)
        where TColumns : unmanaged, ITileColumns
    {
        V low = TColumns.IsWide ? Low : Low + High;
        V high = High;
        if (isClamped)
        {
            low = V.PMin(V.PMax(low, least), most);
            high = V.PMin(V.PMax(high, least), most);
        }

        V.Store(c, low);
        if (TColumns.IsWide)
        {
            V.Store(c + V.Count, high);
        }
    }
}
