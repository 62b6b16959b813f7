namespace Lanewise.Runtime.Ops;

public struct UnpackArgs
{
    public Tensor Value;
    public int Axis;
}

/// <summary>The slices along an axis, which they lose.</summary>
public static class Unpack
{
    [Kernel("Unpack", IsList = true)]
    public static Status Run(ref Call call, ref UnpackArgs args)
    {
        if (call.RequireAxis(UnpackFields.Axis, args.Axis, args.Value.Rank, out int axis) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = default;
        shape.Append(in args.Value.Shape, 0, axis);
        shape.Append(in args.Value.Shape, axis + 1, args.Value.Rank);
        int offset = 0;
        for (int i = 0; i < args.Value.Shape[axis] && !call.Failed; i++)
        {
            SplitV.Piece(ref call, in args.Value, axis, args.Value.Shape[axis], 1, in shape, ref offset);
        }

        return call.Status;
    }
}
