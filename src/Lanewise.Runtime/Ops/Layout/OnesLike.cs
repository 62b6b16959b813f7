namespace Lanewise.Runtime.Ops;

/// <summary>Ones in the shape and dtype of the input.</summary>
public static class OnesLike
{
    [Kernel("OnesLike")]
    public static Status Run(ref Call call, ref LikeArgs args)
    {
        if (call.Output(args.X.Type, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            Fill.Values(in output, 1);
        }

        return call.Status;
    }
}
