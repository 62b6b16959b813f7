using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>sin x, within 1 ulp for every x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Sin<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V result = SinShifted(x, 0, out V isRare);
        result = V.Select(V.Less(V.Abs(x), V.Splat(1e-4f)), x, result);
        return V.AnyTrue(isRare) ? V.Select(isRare, EachLane(x, x, &LargeSin), result) : result;
    }

    /// <summary>cos x = sin(x + π/2), within 1 ulp for every x.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Cos<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V result = SinShifted(x, 1, out V isRare);
        return V.AnyTrue(isRare) ? V.Select(isRare, EachLane(x, x, &LargeCos), result) : result;
    }

    /// <summary>tan x = sin x / cos x, within 2 ulp for every x: the quotient, and what the rounding of both left out of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Tan<V>(V x)
        where V : unmanaged, IVector<V>
    {
        V quadrant = ReduceSmall(x, out V r, out V low, out V isRare);
        V sin = SinQuarter(r, low, out V sinRest);
        V cos = CosQuarter(r, low, out V cosRest);
        V odd = V.ShiftRightInt(V.ShiftLeftInt(quadrant, 31), 31);
        V above = V.Select(odd, -cos, sin);
        V below = V.Select(odd, sin, cos);
        V quotient = above / below;
        V result = quotient + (V.Select(odd, -cosRest, sinRest) - quotient * V.Select(odd, sinRest, cosRest)) / below;
        result = V.Select(V.Less(V.Abs(x), V.Splat(1e-4f)), x, result);
        return V.AnyTrue(isRare) ? V.Select(isRare, EachLane(x, x, &LargeTan), result) : result;
    }

    /// <summary>sin(x + quadrants·π/2).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V SinShifted<V>(V x, int quadrants, out V isRare)
        where V : unmanaged, IVector<V>
    {
        V quadrant = V.AddInt(ReduceSmall(x, out V r, out V low, out isRare), V.SplatInt(quadrants));
        V odd = V.ShiftRightInt(V.ShiftLeftInt(quadrant, 31), 31);
        V result = V.Select(odd, CosQuarter(r, low, out _), SinQuarter(r, low, out _));
        return V.Xor(result, V.And(V.ShiftLeftInt(quadrant, 30), V.SplatInt(SignBit)));
    }

    /// <summary>
    /// x = quadrant·π/2 + r + low for |x| ≤ 256. π/2 is split into parts of 15, 15 and 24 bits: the products of the
    /// quadrant with the first two are exact, and low takes up what the subtractions round off. Rare are the lanes
    /// where that is not enough, because x is larger or so near a multiple of π/2 that what is missing of π/2 shows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ReduceSmall<V>(V x, out V r, out V low, out V isRare)
        where V : unmanaged, IVector<V>
    {
        V n = V.Round(x * V.Splat(0.636619772f));
        V a = x - n * V.Splat(1.57073974609375f);
        V product = n * V.Splat(0.000056579709053039550781f);
        V b = a - product;
        V back = b - a;
        V error = (a - (b - back)) - (product + back);
        V rest = error - n * V.Splat(9.92093629470503e-10f);
        r = b + rest;
        low = (b - r) + rest;
        V quadrant = V.ToInt(n);
        V isNear = V.AndNot(V.Less(V.Abs(r), V.Splat(1e-5f)), V.EqualInt(quadrant, V.Zero));
        isRare = V.Or(isNear, V.Not(V.LessOrEqual(V.Abs(x), V.Splat(256f))));
        return quadrant;
    }

    /// <summary>sin(r + low) = r + (r³·P(r²) + low), |r| ≤ π/4, minimax; rest is what the last rounding left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SinQuarter<V>(V r, V low, out V rest)
        where V : unmanaged, IVector<V>
    {
        V z = r * r;
        V p = V.MulAdd(z, V.Splat(2.71756448e-6f), V.Splat(-0.000198392561f));
        p = V.MulAdd(p, z, V.Splat(0.00833332911f));
        p = V.MulAdd(p, z, V.Splat(-0.166666672f));
        V tail = r * z * p + low;
        V sum = r + tail;
        rest = (r - sum) + tail;
        return sum;
    }

    /// <summary>cos(r + low) = 1 − (r²/2 − (r⁴·Q(r²) − r·low)), with the rounding of 1 − r²/2 taken up; minimax, rest as above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosQuarter<V>(V r, V low, out V rest)
        where V : unmanaged, IVector<V>
    {
        V z = r * r;
        V p = V.MulAdd(z, V.Splat(2.4431205e-5f), V.Splat(-0.0013887306f));
        p = V.MulAdd(p, z, V.Splat(0.0416666456f));
        V half = V.Splat(0.5f) * z;
        V w = V.Splat(1f) - half;
        V tail = ((V.Splat(1f) - w) - half) + (z * z * p - r * low);
        V sum = w + tail;
        rest = (w - sum) + tail;
        return sum;
    }
}
