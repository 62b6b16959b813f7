using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>One row of a micro-kernel's tile: two vectors of accumulators, which live in registers.</summary>
public unsafe struct GemmRow<V>(V low, V high)
    where V : unmanaged, IVector<V>
{
    public V Low = low;
    public V High = high;

    /// <summary>Adds the product of a scalar of A and a row of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MulAdd(float* a, V low, V high)
    {
        V x = V.Splat(*a);
        Low = V.MulAdd(x, low, Low);
        High = V.MulAdd(x, high, High);
    }

    /// <summary>Stores the row, clamped. A NaN stays a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, V least, V most)
    {
        V.Store(c, V.PMin(V.PMax(Low, least), most));
        V.Store(c + V.Count, V.PMin(V.PMax(High, least), most));
    }

    /// <summary>Stores the first <paramref name="columns"/> of the row, clamped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePart(float* c, int columns, V least, V most) =>
        StoreLanes(c, columns, V.PMin(V.PMax(Low, least), most), V.PMin(V.PMax(High, least), most));

    // By value: the address of a row, passed to a call, would move the accumulators into memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreLanes(float* c, int columns, V low, V high)
    {
        V.StorePartial(c, low, columns < V.Count ? columns : V.Count);
        if (columns > V.Count)
        {
            V.StorePartial(c + V.Count, high, columns - V.Count);
        }
    }
}
