using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    // Below this e^x is subnormal soon, and sigmoid is e^x to 2^-125.
    private const float LeastSigmoid = -87f;

    /// <summary>1 / (1 + e^−x), within 2 ulp down to subnormal results: with e = e^−|x|, 1/(1 + e) or e/(1 + e).</summary>
    /// <remarks>What 1 + e was rounded by is taken out of the quotient; 1/(1 + e) for that is a line, at most 4 % off.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V one = V.Splat(1f);
        V e = NormalExp(V.PMax(V.Or(x, V.SplatInt(SignBit)), V.Splat(LeastSigmoid)));
        V sum = one + e;
        V rest = e - (sum - one);
        V quotient = V.Select(V.Less(x, V.Zero), e, one) / sum;
        quotient = V.NegMulAdd(quotient, rest * V.NegMulAdd(sum, V.Splat(0.4857f), V.Splat(1.4571f)), quotient);
        V isRare = V.Less(x, V.Splat(LeastSigmoid));
        return V.AnyTrue(isRare) ? V.Select(isRare, LowSigmoid(x), quotient) : quotient;
    }

    /// <summary>Sigmoid far below 0.</summary>
    /// <remarks>
    /// Processors take many times as long over subnormal numbers, and networks do give arguments below −104, for which e^x is
    /// 0: so these, and those of the other path, are kept away from the exponential.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LowSigmoid<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V isTiny = V.AndNot(V.Less(x, V.Splat(LeastSigmoid)), V.Less(x, V.Splat(-104f)));
        return V.AnyTrue(isTiny) ? V.And(isTiny, Exp(V.And(isTiny, x))) : V.Zero;
    }

    /// <summary>log(1 + e^x) = max(x, 0) + log1p(e^−|x|), within 2 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Softplus<V>(V x)
        where V : unmanaged, IVector<V> => V.PMax(x, V.Zero) + Log1p(ScaledExp(-V.Abs(x), V.Zero));
}
