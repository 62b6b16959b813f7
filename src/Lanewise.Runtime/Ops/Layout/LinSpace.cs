using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct LinSpaceArgs
{
    public double Start;
    public double Stop;
    public int Num;
}

/// <summary><c>Num</c> float32 numbers at equal distances, from start to stop.</summary>
public static unsafe class LinSpace
{
    [Kernel("LinSpace")]
    public static Status Run(ref Call call, ref LinSpaceArgs args)
    {
        call.RequirePositive(LinSpaceFields.Num, args.Num);
        if (call.Output(DType.Float32, Shape.Of(args.Num), out Tensor output) == Status.Ok)
        {
            Sequences.Floats(output.Floats, args.Num, args.Start, (args.Stop - args.Start) / (args.Num - 1));
        }

        return call.Status;
    }
}
