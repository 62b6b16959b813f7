using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>Natural logarithm, within 1 ulp; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log<V>(V x)
        where V : unmanaged, IVector<V> => LogPlus(x, V.Zero);

    /// <summary>log(1 + x) without cancellation near 0, within 1 ulp.</summary>
    /// <remarks>log(1 + x) = log u + e/u, u = 1 + x as rounded and e its rounding error (Knuth's two-sum).</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Log1p<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V one = V.Splat(1f);
        V u = one + x;
        V back = u - one;
        V error = (one - (u - back)) + (x - back);
        return V.Or(LogPlus(u, error / u), V.And(x, V.SplatInt(SignBit)));
    }

    /// <summary>log u + c for a small c.</summary>
    /// <remarks>
    /// The scheme of FreeBSD's msun (e_logf, after Sun's fdlibm), polynomial refitted:
    /// 1. u = 2^k·(1 + f), √½ ≤ 1 + f &lt; √2; subnormals are scaled first.
    /// 2. with s = f / (2 + f): log(1 + f) = f − (f²/2 − s·(f²/2 + R(s²))).
    /// 3. k·ln 2 is added in two parts, the smaller one first.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LogPlus<V>(V u, V c)
        where V : unmanaged, IVector<V>
    {
        const int RootHalf = 0x3F3504F3;
        V tiny = V.Less(u, V.Splat(1.17549435e-38f));
        V bits = V.AddInt(V.Select(tiny, u * V.Splat(8388608f), u), V.SplatInt(0x3F800000 - RootHalf));
        V bias = V.Select(tiny, V.SplatInt(-127 - 23), V.SplatInt(-127));
        V k = V.ToFloat(V.AddInt(V.ShiftRightInt(bits, 23), bias));
        V f = V.AddInt(V.And(bits, V.SplatInt(0x007FFFFF)), V.SplatInt(RootHalf)) - V.Splat(1f);

        V s = f / (V.Splat(2f) + f);
        V z = s * s;
        V p = V.MulAdd(z, V.Splat(0.235899925f), V.Splat(0.285369188f));
        p = V.MulAdd(p, z, V.Splat(0.400003403f));
        p = V.MulAdd(p, z, V.Splat(0.666666627f)) * z;
        V halfSquare = V.Splat(0.5f) * f * f;
        V low = s * (halfSquare + p) + (k * V.Splat(1.428606765330187e-06f) + c);
        V result = k * V.Splat(0.693145751953125f) + (f - (halfSquare - low));

        V infinity = V.Splat(float.PositiveInfinity);
        result = V.Select(V.Less(u, infinity), result, u); // infinity and NaN
        result = V.Select(V.Equal(u, V.Zero), -infinity, result);
        return V.Select(V.Less(u, V.Zero), V.Splat(float.NaN), result);
    }
}
