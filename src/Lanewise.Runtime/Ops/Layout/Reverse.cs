namespace Lanewise.Runtime.Ops;

public struct ReverseArgs
{
    public Tensor X;
    public IntList Dims;
}

/// <summary>The elements in the opposite order along the given axes; along all if none are given.</summary>
public static unsafe class Reverse
{
    [Kernel("Reverse")]
    public static Status Run(ref Call call, ref ReverseArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireAxes(ReverseFields.Dims, in args.Dims, x.Rank, out int mask);
        if (call.Failed)
        {
            return call.Status;
        }

        return Along(ref call, in x, mask);
    }

    /// <summary>Reverses the axes of a bit mask.</summary>
    public static Status Along(ref Call call, in Tensor x, int mask)
    {
        if (mask == 0)
        {
            return call.Alias(in x, in x.Shape);
        }

        if (call.Output(x.Type, in x.Shape, out Tensor output) != Status.Ok || x.Size == 0)
        {
            return call.Status;
        }

        int* strides = stackalloc int[Shape.MaxRank];
        x.Shape.Strides(strides);
        nint first = 0;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            if ((mask & (1 << axis)) != 0)
            {
                first += (nint)(x.Shape[axis] - 1) * strides[axis];
                strides[axis] = -strides[axis];
            }
        }

        int size = x.Type.Bytes();
        Transpose.Permute(ref call, output.Data, in x.Shape, x.Data + (first * size), strides, size);
        return call.Status;
    }
}
