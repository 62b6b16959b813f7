namespace Lanewise.Runtime.Ops;

public struct BroadcastArgsArgs
{
    public Tensor S0;
    public Tensor S1;
}

/// <summary>The shape, as a tensor, that tensors of two given shapes broadcast to.</summary>
public static unsafe class BroadcastArgs
{
    [Kernel("BroadcastArgs")]
    public static Status Run(ref Call call, ref BroadcastArgsArgs args)
    {
        call.RequireRank(in args.S0, 1);
        call.RequireRank(in args.S1, 1);
        call.RequireType(in args.S0, DType.Int32);
        call.RequireType(in args.S1, DType.Int32);
        if (call.Failed)
        {
            return call.Status;
        }

        call.ReadShape(BroadcastArgsFields.S0, new IntList(args.S0.Ints, args.S0.Size), -1, out Shape first);
        call.ReadShape(BroadcastArgsFields.S1, new IntList(args.S1.Ints, args.S1.Size), -1, out Shape second);
        if (!call.Failed && !Shape.Broadcast(in first, in second, out Shape shape))
        {
            call.Fail(Status.Broadcast, BroadcastArgsFields.S1);
        }

        Shape.Broadcast(in first, in second, out shape);
        if (call.Output(DType.Int32, Shape.Of(shape.Rank), out Tensor output) == Status.Ok)
        {
            for (int i = 0; i < shape.Rank; i++)
            {
                output.Ints[i] = shape[i];
            }
        }

        return call.Status;
    }
}
