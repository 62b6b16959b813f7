using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>The bits of 2/π after the point, behind 32 zeros.</summary>
    private static ReadOnlySpan<uint> TwoOverPi =>
    [
        0, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561, 0xB7246E3A,
    ];

    private static float LargeSin(float x, float _) => (float)LargeSinShifted(x, 0);

    private static float LargeCos(float x, float _) => (float)LargeSinShifted(x, 1);

    private static float LargeTan(float x, float _) => (float)(LargeSinShifted(x, 0) / LargeSinShifted(x, 1));

    /// <summary>sin(x + quadrants·π/2) in double arithmetic, for any x; NaN for ±∞.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double LargeSinShifted(float x, int quadrants)
    {
        float a = MathF.Abs(x);
        if (!(a < float.PositiveInfinity))
        {
            return double.NaN;
        }

        int quadrant = 0;
        double r = a;
        if (a > 0.5f)
        {
            quadrant = ReduceLarge(a, out r);
        }

        if (x < 0)
        {
            // sin(−a + q·π/2) = −sin(a − q·π/2)
            quadrant -= quadrants - 2;
        }
        else
        {
            quadrant += quadrants;
        }

        return DoubleMath.SinOfQuadrant(quadrant, r);
    }

    /// <summary>
    /// a = quadrant·π/2 + r modulo 2π, |r| ≤ π/4 with 62 bits after the point, for 0.5 &lt; a &lt; ∞.
    /// </summary>
    /// <remarks>
    /// Payne and Hanek, "Radian Reduction for Trigonometric Arguments" (SIGNUM Newsletter 18, 1983), in integers:
    /// a = m·2^e, and of m·2^e·2/π modulo 4 only the 96 bits of 2/π from bit e − 1 on count.
    /// </remarks>
    private static int ReduceLarge(float a, out double r)
    {
        int bits = BitConverter.SingleToInt32Bits(a);
        ulong m = (ulong)((bits & 0x007FFFFF) | 0x00800000);
        int position = (bits >> 23) - 150 + 30; // index of bit e − 1, counting the zeros in front
        int word = position >> 5;
        int shift = 32 - (position & 31);
        ReadOnlySpan<uint> table = TwoOverPi;
        ulong w0 = table[word];
        ulong w1 = table[word + 1];
        ulong w2 = table[word + 2];
        ulong w3 = table[word + 3];
        ulong high = (uint)(((w0 << 32) | w1) >> shift);
        ulong middle = (uint)(((w1 << 32) | w2) >> shift);
        ulong low = (uint)(((w2 << 32) | w3) >> shift);

        ulong fraction = ((m * high) << 32) + m * middle + ((m * low) >> 32);
        ulong quadrant = (fraction + (1UL << 61)) >> 62;
        r = (long)(fraction - (quadrant << 62)) * (1.5707963267948966 / (1L << 62));
        return (int)quadrant;
    }
}
