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
        x = V.PMin(V.PMax(x, V.Splat(-105f)), V.Splat(90f));
        V e = ReducedExp(x, out V rounded);
        V exponent = V.AddInt(V.SubInt(rounded, V.Splat(Rounder)), scale);
        V half = V.ShiftRightInt(exponent, 1);
        return e * PowerOfTwo(half) * PowerOfTwo(V.SubInt(exponent, half));
    }

    /// <summary>e^x for −87 ≤ x ≤ 88, where 2^n is a normal number: n shifted into the exponent of 1, which <see cref="Rounder"/>'s bits do not reach.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NormalExp<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V e = ReducedExp(x, out V rounded);
        return e * V.AddInt(V.ShiftLeftInt(rounded, 23), V.Splat(1f));
    }

    /// <summary>e^r, where e^x = 2^n·e^r and |r| ≤ ln 2 / 2; n is <paramref name="rounded"/> − <see cref="Rounder"/>, of floats and of their bits.</summary>
    /// <remarks>
    /// 1. x = n·ln 2 + r, with ln 2 in two parts of which the first makes n·part exact
    ///    (Cody and Waite, "Software Manual for the Elementary Functions", 1980).
    /// 2. e^r = 1 + (r + r²·P(r)), P minimax of degree 5.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReducedExp<V>(V x, out V rounded)
        where V : unmanaged, IVector<V>
    {
        rounded = V.MulAdd(x, V.Splat(1.44269504f), V.Splat(Rounder));
        V n = rounded - V.Splat(Rounder);
        V r = V.NegMulAdd(n, V.Splat(0.693359375f), x);
        r = V.MulAdd(n, V.Splat(0.00021219444170128554f), r);
        return V.Splat(1f) + V.MulAdd(r * r, ExpTail(r), r);
    }

    /// <summary>(e^r − 1 − r) / r² for |r| ≤ ln 2 / 2, minimax relative to e^r − 1: 2^-31. In pairs (Estrin), which depend less on each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ExpTail<V>(V r)
        where V : unmanaged, IVector<V>
    {
        V z = r * r;
        V low = V.MulAdd(r, V.Splat(0.166666657f), V.Splat(0.5f));
        V middle = V.MulAdd(r, V.Splat(0.00833339151f), V.Splat(0.0416663475f));
        V high = V.MulAdd(r, V.Splat(0.00019845982f), V.Splat(0.00139416521f));
        return V.MulAdd(V.MulAdd(high, z, middle), z, low);
    }
}
