using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>1 / (1 + e^−x), within 2 ulp down to subnormal results: with e = e^−|x|, 1/(1 + e) or e/(1 + e).</summary>
    /// <remarks>
    /// 1. What 1 + e was rounded by is taken out of the quotient; 1/(1 + e) for that is a line, at most 4 % off.
    /// 2. Where e is so small that 1 + e is 1, the rest of its power of two comes last: processors take many times as
    ///    long over subnormal numbers, and networks do give such arguments. Below −104 it is 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V one = V.Splat(1f);
        V isNegative = V.Less(x, V.Zero);
        V e = ReducedExp(-V.Abs(x), out V exponent);
        V normal = V.MaxInt(exponent, V.SplatInt(-60));
        e = e * PowerOfTwo(normal);
        V sum = one + e;
        V rest = e - (sum - one);
        V quotient = V.Select(isNegative, e, one) / sum;
        quotient = quotient - quotient * (rest * (V.Splat(1.4571f) - V.Splat(0.4857f) * sum));
        V last = V.AndNot(PowerOfTwo(V.SubInt(exponent, normal)), V.Less(x, V.Splat(-104f)));
        return quotient * V.Select(isNegative, last, one);
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log1p(e^−|x|), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, IVector<V> => V.PMax(x, V.Zero) + Log1p(ScaledExp(-V.Abs(x), V.Zero));
}
