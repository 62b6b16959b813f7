namespace Lanewise.Runtime.Ops;

internal static unsafe class Floats
{
    /// <summary>The data as float32: its own, or a converted copy of int32. Null (and a failure noted) if memory is short.</summary>
    public static float* Read(ref Call call, in Tensor tensor)
    {
        if (tensor.Type == DType.Float32)
        {
            return tensor.Floats;
        }

        float* copy = (float*)call.Scratch((long)tensor.Size * sizeof(float));
        if (copy != null)
        {
            int* source = tensor.Ints;
            for (int i = 0; i < tensor.Size; i++)
            {
                copy[i] = source[i];
            }
        }

        return copy;
    }
}
