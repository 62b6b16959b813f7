using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>arcsin x, within 1 ulp; NaN outside [−1, 1].</summary>
    /// <remarks>Above ½: π/2 − 2·arcsin √((1 − |x|)/2).</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Asin<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V big = AsinQuarter(V.Abs(x), out V s, out V rest);
        V quarter = V.Splat(0.5f * HalfPiHigh);
        V high = quarter - (((rest + rest) - V.Splat(HalfPiLow)) - (quarter - (s + s)));
        return WithSign(V.Select(big, high, s + rest), x);
    }

    /// <summary>arccos x, within 1 ulp; NaN outside [−1, 1].</summary>
    /// <remarks>Above ½: 2·arcsin √((1 − |x|)/2), and π minus that for a negative x. Else π/2 − arcsin x.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Acos<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V big = AsinQuarter(V.Abs(x), out V s, out V rest);
        V p = s + rest;
        V twice = p + p;
        V outer = V.Select(V.Less(x, V.Zero), V.Splat(PiHigh) - (twice - V.Splat(PiLow)), twice);
        V signed = V.Xor(p, V.And(x, V.SplatInt(SignBit)));
        return V.Select(big, outer, V.Splat(HalfPiHigh) - (signed - V.Splat(HalfPiLow)));
    }

    /// <summary>
    /// s + rest = arcsin of a, or of √z, z = (1 − a)/2, where a &gt; ½, which the mask tells: s + s·z·P(z), minimax.
    /// </summary>
    /// <remarks>The root is cut to 12 bits, so that its square is exact and rest can take up what was cut, as in fdlibm.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AsinQuarter<V>(V a, out V s, out V rest)
        where V : unmanaged, IVector<V>
    {
        V big = V.Less(V.Splat(0.5f), a);
        V z = V.Select(big, (V.Splat(1f) - a) * V.Splat(0.5f), a * a);
        V root = V.Sqrt(z);
        V p = V.Splat(0.0422425084f) * z + V.Splat(0.0241343901f);
        p = p * z + V.Splat(0.0454795845f);
        p = p * z + V.Splat(0.0749522373f);
        p = p * z + V.Splat(0.166667536f);
        V cut = V.And(root, V.SplatInt(-4096));
        V remainder = V.Select(V.Equal(cut, V.Zero), V.Zero, (z - cut * cut) / (root + cut));
        s = V.Select(big, cut, a);
        rest = V.Select(big, root, a) * (z * p) + V.And(big, remainder);
        return big;
    }
}
