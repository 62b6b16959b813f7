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
}
