namespace Lanewise.Runtime.Ops;

public struct ReshapeArgs
{
    public Tensor X;
    public IntList Shape;
}

/// <summary>The same elements in another shape, sharing the data. One dimension may be −1 and is then inferred.</summary>
public static class Reshape
{
    [Kernel("Reshape")]
    public static Status Run(ref Call call, ref ReshapeArgs args)
    {
        if (call.ReadShape(ReshapeFields.Shape, in args.Shape, args.X.Size, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        return shape.LongSize == args.X.Size
            ? call.Alias(in args.X, in shape)
            : call.Fail(Status.Count, ReshapeFields.Shape, args.X.Size, shape.Size);
    }
}
