using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Functions in double arithmetic, precise to about 2^-45 (the sine and cosine to 2^-52): what a float32 result in double rounding needs, and no more.</summary>
internal static class DoubleMath
{
    /// <summary>log₂ x for a positive finite normal double: with m = 2^−k·x in [√½, √2) and s = (m − 1)/(m + 1), k + 2·artanh(s)/ln 2 by its series.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Log2(double x)
    {
        const long RootHalf = 0x3FE6A09E667F3BCD;
        long bits = BitConverter.DoubleToInt64Bits(x) - RootHalf;
        double k = bits >> 52;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) + RootHalf);
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double p = z * (1.0 / 15) + 1.0 / 13;
        p = p * z + 1.0 / 11;
        p = p * z + 1.0 / 9;
        p = p * z + 1.0 / 7;
        p = p * z + 1.0 / 5;
        p = p * z + 1.0 / 3;
        return k + (s + s * z * p) * 2.8853900817779268;
    }

    public static double Log(double x) => Log2(x) * 0.6931471805599453;

    /// <summary>2^t by the exponential series of the fraction, for |t| ≤ 1000.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Exp2(double t)
    {
        double n = Math.Round(t);
        double r = (t - n) * 0.6931471805599453;
        double p = r * (1.0 / 39916800) + 1.0 / 3628800;
        p = p * r + 1.0 / 362880;
        p = p * r + 1.0 / 40320;
        p = p * r + 1.0 / 5040;
        p = p * r + 1.0 / 720;
        p = p * r + 1.0 / 120;
        p = p * r + 1.0 / 24;
        p = p * r + 1.0 / 6;
        p = p * r + 0.5;
        p = p * r + 1;
        p = p * r + 1;
        return p * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>
    /// Sine and cosine of any angle, NaN of an infinite one: r = x − n·π/2 with π/2 in three parts of 33 bits (Cody and Waite,
    /// "Software Manual for the Elementary Functions", 1980), exact for |x| below a million.
    /// </summary>
    public static void SinCos(double x, out double sin, out double cos)
    {
        double n = Math.Round(x * 0.6366197723675814);
        double r = x - (n * 1.5707963267341256) - (n * 6.077100506303966e-11) - (n * 2.0222662487959506e-21);
        int quadrant = (int)(n - (4 * Math.Floor(n / 4)));
        sin = SinOfQuadrant(quadrant, r);
        cos = SinOfQuadrant(quadrant + 1, r);
    }

    /// <summary>x^y = 2^(y·log₂|x|), between 2^-1000 and 2^1000; exceptional values as Math.pow of ECMAScript.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Pow(double x, double y)
    {
        if (y == 0)
        {
            return 1;
        }

        double a = Math.Abs(x);
        if (double.IsNaN(a) || double.IsNaN(y))
        {
            return double.NaN;
        }

        double size = Math.Abs(y);
        if (size == double.PositiveInfinity)
        {
            return a == 1 ? double.NaN : (a > 1) == (y > 0) ? double.PositiveInfinity : 0;
        }

        bool isInteger = Math.Floor(y) == y;
        bool isOdd = isInteger && size < 9007199254740992 && ((long)y & 1) != 0;
        double result;
        if (a == 0 || a == double.PositiveInfinity)
        {
            result = (a == 0) == (y > 0) ? 0 : double.PositiveInfinity;
        }
        else if (x < 0 && !isInteger)
        {
            return double.NaN;
        }
        else
        {
            result = Exp2(Math.Min(Math.Max(y * Log2(a), -1000), 1000));
        }

        return isOdd && BitConverter.DoubleToInt64Bits(x) < 0 ? -result : result;
    }

    /// <summary>sin(r + quadrant·π/2) for |r| ≤ π/4, by the series.</summary>
    public static double SinOfQuadrant(int quadrant, double r)
    {
        double z = r * r;
        double value = (quadrant & 1) == 0
            ? r * (1 + z * (-1.0 / 6 + z * (1.0 / 120 + z * (-1.0 / 5040 + z * (1.0 / 362880 + z * (-1.0 / 39916800 + z * (1.0 / 6227020800 - z / 1307674368000)))))))
            : 1 + z * (-0.5 + z * (1.0 / 24 + z * (-1.0 / 720 + z * (1.0 / 40320 + z * (-1.0 / 3628800 + z * (1.0 / 479001600 + z * (-1.0 / 87178291200 + z / 20922789888000)))))));
        return (quadrant & 2) == 0 ? value : -value;
    }
}
