namespace Lanewise.Runtime.Ops;

public struct LikeArgs
{
    public Tensor X;
}

/// <summary>Zeros in the shape and dtype of the input.</summary>
public static class ZerosLike
{
    [Kernel("ZerosLike")]
    public static Status Run(ref Call call, ref LikeArgs args)
    {
        if (call.Output(args.X.Type, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            Fill.Values(in output, 0);
        }

        return call.Status;
    }
}
