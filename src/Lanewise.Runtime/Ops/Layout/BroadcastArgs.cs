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

        int rank = args.S0.Size > args.S1.Size ? args.S0.Size : args.S1.Size;
        if (call.Output(DType.Int32, Shape.Of(rank), out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        for (int i = 0; i < rank; i++)
        {
            int first = At(in args.S0, rank, i);
            int second = At(in args.S1, rank, i);
            if (first != second && first != 1 && second != 1)
            {
                return call.Fail(Status.Broadcast, BroadcastArgsFields.S1);
            }

            output.Ints[i] = first == 1 ? second : first;
        }

        return call.Status;
    }

    /// <summary>A dimension, where shapes align at the last one. It may be anything: −1 stands for one not known yet.</summary>
    private static int At(in Tensor shape, int rank, int i)
    {
        int axis = i - (rank - shape.Size);
        return axis < 0 ? 1 : shape.Ints[axis];
    }
}
