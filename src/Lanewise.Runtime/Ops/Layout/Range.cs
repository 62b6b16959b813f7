using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct RangeArgs
{
    public double Start;
    public double Stop;
    public double Step;
    public DType Dtype;
}

/// <summary>start, start + step, ... while below stop (above it, for a falling sequence). A step of 1 turns to −1 if it must fall.</summary>
public static unsafe class Range
{
    [Kernel("Range")]
    public static Status Run(ref Call call, ref RangeArgs args)
    {
        double step = args.Step;
        bool isFalling = args.Stop < args.Start;
        if (step == 0)
        {
            return call.Fail(Status.Value, RangeFields.Step, 0);
        }

        // tfjs lets a rising step below 1 stand although the sequence should fall.
        double count = Math.Abs(Math.Ceiling((args.Stop - args.Start) / step));
        if (args.Start == args.Stop || (args.Start < args.Stop && step < 0) || (isFalling && step > 1))
        {
            count = 0;
        }

        if (isFalling && step == 1)
        {
            step = -1;
        }

        if (args.Dtype != DType.Float32 && args.Dtype != DType.Int32)
        {
            return call.Fail(Status.DType, RangeFields.Dtype);
        }

        if (!(count < int.MaxValue))
        {
            return call.Fail(Status.OutOfMemory, -1, int.MaxValue);
        }

        if (call.Output(args.Dtype, Shape.Of((int)count), out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        if (args.Dtype == DType.Float32)
        {
            Sequences.Floats(output.Floats, (int)count, args.Start, step);
        }
        else
        {
            Sequences.Ints(output.Ints, (int)count, args.Start, step);
        }

        return Status.Ok;
    }
}
