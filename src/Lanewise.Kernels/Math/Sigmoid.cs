using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>1 / (1 + e^−x), within 2 ulp down to subnormal results: with e = e^−|x|, 1/(1 + e) or e/(1 + e).</summary>
    /// <remarks>What 1 + e was rounded by is taken out of the quotient; 1/(1 + e) for that is a line, at most 4 % off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V e = ScaledExp(-V.Abs(x), V.Zero);
        V one = V.Splat(1f);
        V sum = one + e;
        V rest = e - (sum - one);
        V quotient = V.Select(V.Less(x, V.Zero), e, one) / sum;
        return quotient - quotient * (rest * (V.Splat(1.4571f) - V.Splat(0.4857f) * sum));
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log1p(e^−|x|), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, IVector<V> => V.PMax(x, V.Zero) + Log1p(ScaledExp(-V.Abs(x), V.Zero));
}
