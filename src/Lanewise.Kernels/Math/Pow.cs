using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>x^y = 2^(y·log₂|x|) in double arithmetic, within 1 ulp; exceptional values as Math.pow of ECMAScript. Squares and cubes are products.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V Pow<V>(V x, V y)
        where V : unmanaged, IVector<V> => V.AnyTrue(V.NotEqual(y, V.Splat(2f))) ? EachLane(x, y, &LanePow) : x * x;

    // The cube as in GELU; of floats, two products would be rounded twice.
    private static float LanePow(float x, float y) => (float)(y == 3 ? (double)x * x * x : DoubleMath.Pow(x, y));
}
