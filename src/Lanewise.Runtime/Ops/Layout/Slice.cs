using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SliceArgs
{
    public Tensor X;
    public IntList Begin;
    public IntList Size;
}

/// <summary>
/// A box of the input. Axes that <c>Begin</c> leaves out begin at 0; those that <c>Size</c> leaves out, or gives as −1, go to
/// their end.
/// </summary>
public static unsafe class Slice
{
    [Kernel("Slice")]
    public static Status Run(ref Call call, ref SliceArgs args)
    {
        ref Tensor x = ref args.X;
        if (args.Begin.Count > x.Rank)
        {
            call.Fail(Status.Count, SliceFields.Begin, x.Rank, args.Begin.Count);
        }

        if (args.Size.Count > x.Rank)
        {
            call.Fail(Status.Count, SliceFields.Size, x.Rank, args.Size.Count);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        Shape shape = default;
        int* begins = stackalloc int[Shape.MaxRank];
        for (int axis = 0; axis < x.Rank; axis++)
        {
            int dim = x.Shape[axis];
            int begin = axis < args.Begin.Count ? args.Begin[axis] : 0;
            int size = axis < args.Size.Count ? args.Size[axis] : -1;
            if (begin < 0)
            {
                return call.Fail(Status.NegativeBegin, SliceFields.Begin, begin);
            }

            if (begin > dim)
            {
                return call.Fail(Status.Range, SliceFields.Begin, 0, dim, begin);
            }

            size = size == -1 ? dim - begin : size;
            if ((uint)size > (uint)(dim - begin))
            {
                return call.Fail(Status.Range, SliceFields.Size, 0, dim - begin, size);
            }

            begins[axis] = begin;
            shape.Append(size);
        }

        if (shape.Same(in x.Shape))
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            Box(ref call, x.Data, in x.Shape, begins, output.Data, in shape, x.Type.Bytes());
        }

        return call.Status;
    }

    /// <summary>Copies the box of <paramref name="shape"/> that begins at <paramref name="begins"/>.</summary>
    public static void Box(ref Call call, byte* source, in Shape sourceShape, int* begins, byte* target, in Shape shape, int size)
    {
        int* strides = stackalloc int[Shape.MaxRank];
        int* targetStrides = stackalloc int[Shape.MaxRank];
        sourceShape.Strides(strides);
        shape.Strides(targetStrides);
        StridedCopy copy = default;
        nint offset = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            offset += (nint)begins[axis] * strides[axis];
            copy.Add(shape[axis], targetStrides[axis], strides[axis]);
        }

        Moving.Run(ref call, in copy, target, source + (offset * size), size);
    }
}
