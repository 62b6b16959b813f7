using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>arsinh x = sign(x)·log(|x| + √(x² + 1)) in double arithmetic, within 1 ulp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Asinh<V>(V x)
        where V : unmanaged, IVector<V> => EachLane(x, x, &LaneAsinh);

    /// <summary>arcosh x = log(x + √((x − 1)(x + 1))) in double arithmetic, within 1 ulp; NaN below 1.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Acosh<V>(V x)
        where V : unmanaged, IVector<V> => EachLane(x, x, &LaneAcosh);

    /// <summary>artanh x = ½·log((1 + x)/(1 − x)) in double arithmetic, within 1 ulp; ±∞ at ±1, NaN beyond.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Atanh<V>(V x)
        where V : unmanaged, IVector<V> => EachLane(x, x, &LaneAtanh);

    private static float LaneAsinh(float x, float _)
    {
        double a = Math.Abs((double)x);
        if (!(a < double.PositiveInfinity))
        {
            return x;
        }

        double result = a < 0.001 ? a - a * a * a / 6 : DoubleMath.Log(a + Math.Sqrt(a * a + 1));
        return MathF.CopySign((float)result, x);
    }

    private static float LaneAcosh(float x, float _)
    {
        if (!(x >= 1))
        {
            return float.NaN;
        }

        double a = x;
        return x == float.PositiveInfinity ? x : (float)DoubleMath.Log(a + Math.Sqrt((a - 1) * (a + 1)));
    }

    private static float LaneAtanh(float x, float _)
    {
        double a = Math.Abs((double)x);
        if (!(a < 1))
        {
            return a == 1 ? MathF.CopySign(float.PositiveInfinity, x) : float.NaN;
        }

        double result = a < 0.001 ? a + a * a * a / 3 : 0.5 * DoubleMath.Log((1 + a) / (1 - a));
        return MathF.CopySign((float)result, x);
    }
}
