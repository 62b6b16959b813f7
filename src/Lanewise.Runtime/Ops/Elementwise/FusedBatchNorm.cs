using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct FusedBatchNormArgs
{
    public Tensor X;
    public Tensor Mean;
    public Tensor Variance;

    [Optional]
    public Tensor Offset;

    [Optional]
    public Tensor Scale;

    [Default(0.001)]
    public double VarianceEpsilon;
}

/// <summary>
/// offset + (x − mean)·scale / √(variance + epsilon), float32. Each statistic has the elements of x's last
/// dimensions, usually the channels, and repeats along the others.
/// </summary>
public static unsafe class FusedBatchNorm<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Short statistics are written out several times, up to about this length, for rows that are worth a loop.</summary>
    private const int Row = 512;

    [Kernel("FusedBatchNorm")]
    public static Status Run(ref Call call, ref FusedBatchNormArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireType(in x, DType.Float32);
        int period = Longest(ref call, in args.Mean, 1);
        period = Longest(ref call, in args.Variance, period);
        period = Longest(ref call, in args.Offset, period);
        period = Longest(ref call, in args.Scale, period);
        if (call.Failed || call.Output(DType.Float32, in x.Shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        int size = x.Size;
        if (size == 0)
        {
            return Status.Ok;
        }

        int length = period >= Row ? period : Row - (Row % period);
        float* mean = (float*)call.Scratch(4 * (long)length * sizeof(float));
        if (mean == null)
        {
            return call.Status;
        }

        float* factor = mean + length;
        float* offset = factor + length;
        float* variance = offset + length;
        Repeat(ref call, in args.Mean, period, mean, length, 0);
        Repeat(ref call, in args.Variance, period, variance, length, 0);
        Repeat(ref call, in args.Offset, period, offset, length, 0);
        Repeat(ref call, in args.Scale, period, factor, length, 1);
        BatchNorm<V>.Factor(variance, factor, (float)args.VarianceEpsilon, factor, length);
        for (int start = 0; start < size && !call.Failed; start += length)
        {
            int n = size - start < length ? size - start : length;
            BatchNorm<V>.Row(x.Floats + start, y.Floats + start, n, mean, factor, offset);
        }

        return call.Status;
    }

    private static int Longest(ref Call call, in Tensor statistic, int period)
    {
        if (!statistic.IsPresent)
        {
            return period;
        }

        call.RequireType(in statistic, DType.Float32);
        int size = statistic.Size;
        return size > period ? size : period;
    }

    private static void Repeat(ref Call call, in Tensor statistic, int period, float* target, int length, float missing)
    {
        if (!statistic.IsPresent)
        {
            Moves.Fill((int*)target, BitConverter.SingleToInt32Bits(missing), length);
            return;
        }

        int size = statistic.Size;
        if (size == 0 || period % size != 0)
        {
            call.Fail(Status.Broadcast, statistic.Argument);
            return;
        }

        for (int start = 0; start < length; start += size)
        {
            Buffer.MemoryCopy(statistic.Floats, target + start, (nint)size * sizeof(float), (nint)size * sizeof(float));
        }
    }
}
