using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Whole tensors as 32-bit lanes.</summary>
internal static unsafe class Lanes<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The elements as float32 or int32, in temporary memory if the tensor's are of another dtype; null if memory is short.</summary>
    public static float* Of(ref Call call, in Tensor x, DType lanes)
    {
        if (x.Type == lanes)
        {
            return x.Floats;
        }

        int size = x.Size;
        float* target = (float*)call.Scratch((long)size * sizeof(float));
        if (target == null)
        {
            return null;
        }

        int* ints = x.Ints;
        if (x.Type == DType.Bool)
        {
            ints = (int*)target;
            LaneConversion.BytesToInts<V>(x.Data, ints, size);
        }

        if (lanes == DType.Float32)
        {
            LaneConversion.IntsToFloats<V>(ints, target, size);
        }

        return target;
    }
}
