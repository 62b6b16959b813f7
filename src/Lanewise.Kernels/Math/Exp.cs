using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    // 1.5·2^23: added to a small float it rounds it to an integer, which then stands in the low bits.
    private const float Rounder = 12582912f;

    /// <summary>e^x, within 1 ulp, subnormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x)
        where V : unmanaged, IVector<V> => ScaledExp(x, V.Zero);

    /// <summary>e^x·2^scale for small int32 <paramref name="scale"/>; exceeds float32 only if the product does.</summary>
    /// <remarks>2^n is multiplied in two factors, because n reaches −150 and 130.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ScaledExp<V>(V x, V scale)
        where V : unmanaged, IVector<V>
    {
        V e = ReducedExp(x, out V exponent);
        exponent = V.AddInt(exponent, scale);
        V half = V.ShiftRightInt(exponent, 1);
        return e * PowerOfTwo(half) * PowerOfTwo(V.SubInt(exponent, half));
    }

    /// <summary>e^r, where e^x = 2^exponent·e^r and |r| ≤ ln 2 / 2; the exponent is an int32 from −151 to 130.</summary>
    /// <remarks>
    /// 1. x = n·ln 2 + r, with ln 2 in two parts of which the first makes n·part exact
    ///    (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
    /// 2. e^r = 1 + (r + r²·P(r)), P minimax of degree 5.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExp<V>(V x, out V exponent)
        where V : unmanaged, IVector<V>
    {
        x = V.PMin(V.PMax(x, V.Splat(-105f)), V.Splat(90f));
        V rounded = x * V.Splat(1.44269504f) + V.Splat(Rounder);
        V n = rounded - V.Splat(Rounder);
        V r = x - n * V.Splat(0.693359375f) - n * V.Splat(-0.00021219444170128554f);
        exponent = V.SubInt(rounded, V.Splat(Rounder));
        return V.Splat(1f) + (r + r * r * ExpTail(r));
    }

    /// <summary>(e^r − 1 − r) / r² for |r| ≤ ln 2 / 2, minimax relative to e^r − 1: 2^-31. In pairs (Estrin), which depend less on each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpTail<V>(V r)
        where V : unmanaged, IVector<V>
    {
        V z = r * r;
        V low = V.Splat(0.166666657f) * r + V.Splat(0.5f);
        V middle = V.Splat(0.00833339151f) * r + V.Splat(0.0416663475f);
        V high = V.Splat(0.00019845982f) * r + V.Splat(0.00139416521f);
        return (high * z + middle) * z + low;
    }
}
