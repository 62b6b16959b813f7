using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>arctan x, within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atan<V>(V x)
        where V : unmanaged, IVector<V> => Atan2(x, V.Splat(1f));

    /// <summary>The angle of the point (x, y), −π to π with the signs of zeros told apart, within 2 ulp.</summary>
    /// <remarks>
    /// 1. t = min(|x|, |y|) / max(|x|, |y|); arctan t = t + t³·P(t²), minimax of degree 8.
    /// 2. π/2 minus that where |y| &gt; |x|.
    /// 3. π minus that where x is negative; then y's sign.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Atan2<V>(V y, V x)
        where V : unmanaged, IVector<V>
    {
        V ax = V.Abs(x);
        V ay = V.Abs(y);
        V steep = V.Less(ax, ay);
        V smaller = V.Select(steep, ax, ay);
        V larger = V.Select(steep, ay, ax);
        V t = smaller / larger;
        t = V.Select(V.Equal(larger, V.Zero), V.Zero, t);
        t = V.Select(V.Equal(smaller, V.Splat(float.PositiveInfinity)), V.Splat(1f), t);

        V z = t * t;
        V p = V.Splat(-0.00179362134f) * z + V.Splat(0.0109145967f);
        p = p * z + V.Splat(-0.031177815f);
        p = p * z + V.Splat(0.0579575486f);
        p = p * z + V.Splat(-0.0840344653f);
        p = p * z + V.Splat(0.109521843f);
        p = p * z + V.Splat(-0.142642409f);
        p = p * z + V.Splat(0.199985489f);
        p = p * z + V.Splat(-0.333332986f);
        p = t + t * (z * p);

        p = V.Select(steep, V.Splat(HalfPiHigh) - (p - V.Splat(HalfPiLow)), p);
        p = V.Select(V.ShiftRightInt(x, 31), V.Splat(PiHigh) - (p - V.Splat(PiLow)), p);
        V unordered = V.Or(V.NotEqual(x, x), V.NotEqual(y, y));
        return V.Or(WithSign(p, y), unordered);
    }
}
