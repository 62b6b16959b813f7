using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>e^x − 1 without cancellation near 0, within 2 ulp.</summary>
    /// <remarks>
    /// As <see cref="Exp"/>, with q = e^r − 1 = r + (r²·P(r) + c), c what was rounded off r; then
    /// e^x − 1 = 2·(2^(n−1)·q + (2^(n−1) − ½)), which overflows no sooner than the result.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V clamped = V.PMin(V.PMax(x, V.Splat(-27f)), V.Splat(89f));
        V rounded = V.MulAdd(clamped, V.Splat(1.44269504f), V.Splat(Rounder));
        V n = rounded - V.Splat(Rounder);
        V high = V.NegMulAdd(n, V.Splat(0.693359375f), clamped);
        V low = n * V.Splat(-0.00021219444170128554f);
        V r = high - low;
        V c = (high - r) - low;
        V q = r + V.MulAdd(r * r, ExpTail(r), c);
        V u = PowerOfTwo(V.SubInt(V.SubInt(rounded, V.Splat(Rounder)), V.SplatInt(1)));
        V scaled = V.MulAdd(u, q, u - V.Splat(0.5f));
        V result = V.Select(V.Equal(n, V.Zero), q, scaled + scaled);
        return V.Or(result, V.And(x, V.SplatInt(SignBit)));
    }
}
