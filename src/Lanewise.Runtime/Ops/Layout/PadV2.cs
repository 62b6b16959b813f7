using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct PadV2Args
{
    public Tensor X;

    /// <summary>Before and after, for each axis.</summary>
    public IntList Paddings;
    public double ConstantValue;
}

/// <summary>The input with a constant around it.</summary>
public static unsafe class PadV2
{
    [Kernel("PadV2")]
    public static Status Run(ref Call call, ref PadV2Args args)
    {
        ref Tensor x = ref args.X;
        if (ReadPaddings(ref call, in x, in args.Paddings, PadV2Fields.Paddings, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        if (shape.Same(in x.Shape))
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            int size = x.Type.Bytes();
            Moves.Fill(output.Data, Fill.Bits(x.Type, args.ConstantValue), output.Size, size);
            CopyInto(ref call, output.Data, in shape, args.Paddings.Values, x.Data, in x.Shape, size);
        }

        return call.Status;
    }

    /// <summary>The shape with paddings, which are two numbers an axis, neither negative.</summary>
    public static Status ReadPaddings(ref Call call, in Tensor x, in IntList paddings, int argument, out Shape shape)
    {
        shape = default;
        if (call.RequireCount(argument, in paddings, 2 * x.Rank) != Status.Ok)
        {
            return call.Status;
        }

        for (int axis = 0; axis < x.Rank; axis++)
        {
            int before = paddings[2 * axis];
            int after = paddings[(2 * axis) + 1];
            if ((before | after) < 0)
            {
                return call.Fail(Status.Range, argument, 0, int.MaxValue, before < 0 ? before : after);
            }

            long dim = (long)before + x.Shape[axis] + after;
            shape.Append(dim > int.MaxValue ? int.MaxValue : (int)dim);
        }

        return call.Status;
    }

    /// <summary>Copies x into a larger shape, behind the paddings before each axis: every second number.</summary>
    public static void CopyInto(ref Call call, byte* target, in Shape shape, int* paddings, byte* x, in Shape xShape, int size)
    {
        int* from = stackalloc int[Shape.MaxRank];
        int* to = stackalloc int[Shape.MaxRank];
        xShape.Strides(from);
        shape.Strides(to);
        StridedCopy copy = default;
        nint offset = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            offset += (nint)paddings[2 * axis] * to[axis];
            copy.Add(xShape[axis], to[axis], from[axis]);
        }

        Moving.Run(ref call, in copy, target + (offset * size), x, size);
    }
}
