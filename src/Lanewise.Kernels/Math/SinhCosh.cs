using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>sinh x, within 2 ulp: x + x³·P(x²), minimax, below 1; else h − 1/(4h), h = e^|x| / 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sinh<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V a = V.Abs(x);
        V z = a * a;
        V p = V.MulAdd(z, V.Splat(2.81750181e-6f), V.Splat(0.000198360562f));
        p = V.MulAdd(p, z, V.Splat(0.00833335053f));
        p = V.MulAdd(p, z, V.Splat(0.166666672f));
        V small = V.MulAdd(a, z * p, a);
        V h = ScaledExp(a, V.SplatInt(-1));
        return WithSign(V.Select(V.Less(a, V.Splat(1f)), small, h - V.Splat(0.25f) / h), x);
    }

    /// <summary>cosh x, within 2 ulp: h + 1/(4h), h = e^|x| / 2.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Cosh<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V h = ScaledExp(V.Abs(x), V.SplatInt(-1));
        return h + V.Splat(0.25f) / h;
    }

    /// <summary>tanh x, within 2 ulp: x + x³·P(x²), minimax, below 0.55; else 1 − 2/(e^2|x| + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V a = V.Abs(x);
        V z = a * a;
        V p = V.MulAdd(z, V.Splat(-0.00628179498f), V.Splat(0.0210773107f));
        p = V.MulAdd(p, z, V.Splat(-0.0538537577f));
        p = V.MulAdd(p, z, V.Splat(0.133326009f));
        p = V.MulAdd(p, z, V.Splat(-0.333333194f));
        V small = V.MulAdd(a, z * p, a);
        V large = V.Splat(1f) - V.Splat(2f) / (NormalExp(V.PMin(a + a, V.Splat(40f))) + V.Splat(1f));
        return WithSign(V.Select(V.Less(a, V.Splat(0.55f)), small, large), x);
    }
}
