using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

public static partial class VectorMath
{
    /// <summary>Applies a scalar function lane by lane, for functions that need double arithmetic.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe V EachLane<V>(V x, V y, delegate*<float, float, float> function)
        where V : unmanaged, IVector<V>
    {
        float* lanes = stackalloc float[32];
        V.Store(lanes, x);
        V.Store(lanes + 16, y);
        for (int i = 0; i < V.Count; i++)
        {
            lanes[i] = function(lanes[i], lanes[16 + i]);
        }

        return V.Load(lanes);
    }
}
