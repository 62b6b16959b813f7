using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>x^y = 2^(y·log₂|x|) in double arithmetic, within 1 ulp; exceptional values as Math.pow of ECMAScript.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Pow<V>(V x, V y)
        where V : unmanaged, IVector<V> => V.AnyTrue(V.NotEqual(y, V.Splat(2f))) ? EachLane(x, y, &LanePow) : x * x;

    private static float LanePow(float x, float y)
    {
        if (y == 0)
        {
            return 1;
        }

        double a = Math.Abs((double)x);
        double b = y;
        if (double.IsNaN(a) || double.IsNaN(b))
        {
            return float.NaN;
        }

        double size = Math.Abs(b);
        if (size == double.PositiveInfinity)
        {
            return a == 1 ? float.NaN : (a > 1) == (b > 0) ? float.PositiveInfinity : 0;
        }

        bool isInteger = Math.Floor(b) == b;
        bool isOdd = isInteger && size < 16777216 && ((int)b & 1) != 0;
        float result;
        if (a == 0 || a == double.PositiveInfinity)
        {
            result = (a == 0) == (b > 0) ? 0 : float.PositiveInfinity;
        }
        else if (x < 0 && !isInteger)
        {
            return float.NaN;
        }
        else
        {
            double t = b * DoubleMath.Log2(a);
            result = (float)DoubleMath.Exp2(Math.Min(Math.Max(t, -200), 200));
        }

        return isOdd && BitConverter.SingleToInt32Bits(x) < 0 ? -result : result;
    }
}
