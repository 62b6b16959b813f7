using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SpaceToBatchNDArgs
{
    public Tensor X;
    public IntList BlockShape;

    /// <summary>Before and after, for each axis that has a block.</summary>
    public IntList Paddings;
}

/// <summary>
/// Pads the axes behind the first with zeros and cuts them into blocks; the places within a block become the outer part of
/// the first axis.
/// </summary>
public static unsafe class SpaceToBatchND
{
    [Kernel("SpaceToBatchND")]
    public static Status Run(ref Call call, ref SpaceToBatchNDArgs args)
    {
        ref Tensor x = ref args.X;
        int blocks = args.BlockShape.Count;
        call.RequireReal(in x);
        call.RequireRank(in x, blocks + 1, Shape.MaxRank);
        call.RequireCount(SpaceToBatchNDFields.Paddings, in args.Paddings, 2 * blocks);
        if (call.Failed)
        {
            return call.Status;
        }

        // 1. The shapes: padded, and cut.
        int* paddings = stackalloc int[2 * Shape.MaxRank];
        Shape padded = default;
        Shape shape = default;
        long batch = x.Shape[0];
        bool isPadded = false;
        for (int axis = 0; axis < x.Rank; axis++)
        {
            bool isCut = axis > 0 && axis <= blocks;
            int block = isCut ? args.BlockShape[axis - 1] : 1;
            int before = isCut ? args.Paddings[(2 * axis) - 2] : 0;
            int after = isCut ? args.Paddings[(2 * axis) - 1] : 0;
            if ((before | after) < 0)
            {
                return call.Fail(Status.Range, SpaceToBatchNDFields.Paddings, 0, int.MaxValue, before < 0 ? before : after);
            }

            call.RequirePositive(SpaceToBatchNDFields.BlockShape, block);
            long dim = (long)x.Shape[axis] + before + after;
            if (call.Failed || dim % block != 0 || dim > int.MaxValue)
            {
                return call.Fail(Status.Divisible, SpaceToBatchNDFields.X, block, (int)dim);
            }

            isPadded |= (before | after) != 0;
            paddings[2 * axis] = before;
            padded.Append((int)dim);
            shape.Append((int)dim / block);
            batch *= block;
            batch = batch > int.MaxValue ? int.MaxValue : batch;
        }

        shape.Set(0, (int)batch);
        int size = x.Type.Bytes();
        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        byte* source = x.Data;
        if (isPadded)
        {
            source = call.Scratch((long)padded.Size * size);
            if (source == null)
            {
                return call.Status;
            }

            Moves.Fill(source, 0, padded.Size, size);
            PadV2.CopyInto(ref call, source, in padded, paddings, x.Data, in x.Shape, size);
        }

        // 2. output[places within the blocks, n, blocks..., rest].
        int* from = stackalloc int[Shape.MaxRank];
        int* to = stackalloc int[Shape.MaxRank];
        padded.Strides(from);
        shape.Strides(to);
        int place = to[0] * x.Shape[0];
        for (int i = 1; i < blocks; i++)
        {
            place *= args.BlockShape[i];
        }

        StridedCopy copy = default;
        for (int axis = 1; axis <= blocks; axis++)
        {
            copy.Add(args.BlockShape[axis - 1], place, from[axis]);
            place /= axis < blocks ? args.BlockShape[axis] : 1;
        }

        copy.Add(x.Shape[0], to[0], from[0]);
        for (int axis = 1; axis < x.Rank; axis++)
        {
            copy.Add(shape[axis], to[axis], from[axis] * (axis <= blocks ? args.BlockShape[axis - 1] : 1));
        }

        Moving.Run(ref call, in copy, output.Data, source, size);
        return call.Status;
    }
}
