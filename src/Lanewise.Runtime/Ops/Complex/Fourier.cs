using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>The discrete Fourier transform of each line of the last dimension, complex64 of rank 1 or more.</summary>
public static unsafe class Fourier<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>X[k] = Σⱼ x[j]·e^(−2πijk/n).</summary>
    [Kernel("FFT")]
    public static Status Forward(ref Call call, ref PartArgs args) => Run(ref call, ref args, false);

    /// <summary>x[j] = Σₖ X[k]·e^(2πijk/n) / n.</summary>
    [Kernel("IFFT")]
    public static Status Inverse(ref Call call, ref PartArgs args) => Run(ref call, ref args, true);

    private static Status Run(ref Call call, ref PartArgs args, bool isInverse)
    {
        ref Tensor x = ref args.Input;
        call.RequireType(in x, DType.Complex64);
        call.RequireRank(in x, 1, Shape.MaxRank);
        if (call.Output(DType.Complex64, in x.Shape, out Tensor output) != Status.Ok || x.Size == 0)
        {
            return call.Status;
        }

        int n = x.Shape[x.Rank - 1];
        float* memory = (float*)call.Scratch((FourierPlan<V>.Floats(n) + (2L * n)) * sizeof(float));
        if (memory == null)
        {
            return call.Status;
        }

        float* re = memory;
        float* im = memory + n;
        FourierPlan<V> plan = FourierPlan<V>.Make(n, memory + (2 * (nint)n));
        for (nint line = 0; line < x.Size; line += n)
        {
            Pairs.Split(x.Floats + (2 * line), 0, re, n);
            Pairs.Split(x.Floats + (2 * line), 1, im, n);
            if (isInverse)
            {
                plan.Inverse(re, im);
            }
            else
            {
                plan.Transform(re, im);
            }

            Pairs.Join(re, im, output.Floats + (2 * line), n);
        }

        return call.Status;
    }
}
