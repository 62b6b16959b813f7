using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>A complex64 element is a pair of float32 words, the real part first.</summary>
internal static unsafe class Pairs
{
    /// <summary>Part 0 (real) or 1 (imaginary) of each pair.</summary>
    public static void Split(float* pairs, int part, float* target, int count)
    {
        StridedCopy copy = default;
        copy.Add(count, 1, 2);
        copy.Run((byte*)target, (byte*)(pairs + part), sizeof(float));
    }

    /// <summary>Pairs of two parts; without an imaginary part it is 0.</summary>
    public static void Join(float* real, float* imaginary, float* pairs, int count)
    {
        StridedCopy copy = default;
        copy.Add(count, 2, 1);
        copy.Run((byte*)pairs, (byte*)real, sizeof(float));
        float zero = 0;
        StridedCopy other = default;
        other.Add(count, 2, imaginary == null ? 0 : 1);
        other.Run((byte*)(pairs + 1), (byte*)(imaginary == null ? &zero : imaginary), sizeof(float));
    }

    /// <summary>
    /// The tensor as float32 with a last dimension of 2, in temporary memory unless it is complex64 already: broadcasting
    /// treats that dimension as any other.
    /// </summary>
    public static Tensor Of<V>(ref Call call, in Tensor x)
        where V : unmanaged, IVector<V>
    {
        Tensor pairs = x;
        if (call.RequireRank(in x, 0, Shape.MaxRank - 1) != Status.Ok)
        {
            return pairs;
        }

        if (x.Type != DType.Complex64)
        {
            pairs.Data = call.Scratch((long)x.Size * DType.Complex64.Bytes());
            if (pairs.Data == null)
            {
                return pairs;
            }

            Cast<V>.Convert(ref call, x.Data, x.Type, pairs.Data, DType.Complex64, x.Size);
        }

        pairs.Type = DType.Float32;
        pairs.Shape.Append(2);
        return pairs;
    }
}
