using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct BatchToSpaceNDArgs
{
    public Tensor X;
    public IntList BlockShape;

    /// <summary>Before and after, for each axis that has a block.</summary>
    public IntList Crops;
}

/// <summary>The inverse of SpaceToBatchND: the outer part of the first axis becomes places within blocks, then the axes are cropped.</summary>
public static unsafe class BatchToSpaceND
{
    [Kernel("BatchToSpaceND")]
    public static Status Run(ref Call call, ref BatchToSpaceNDArgs args)
    {
        ref Tensor x = ref args.X;
        int blocks = args.BlockShape.Count;
        call.RequireReal(in x);
        call.RequireRank(in x, blocks + 1, Shape.MaxRank);
        call.RequireCount(BatchToSpaceNDFields.Crops, in args.Crops, 2 * blocks);
        if (call.Failed)
        {
            return call.Status;
        }

        // 1. The shapes: whole, and cropped.
        long places = 1;
        Shape whole = x.Shape;
        Shape shape = x.Shape;
        int* begins = stackalloc int[Shape.MaxRank];
        for (int axis = 0; axis < x.Rank; axis++)
        {
            begins[axis] = 0;
            if (axis == 0 || axis > blocks)
            {
                continue;
            }

            int block = args.BlockShape[axis - 1];
            int before = args.Crops[(2 * axis) - 2];
            int after = args.Crops[(2 * axis) - 1];
            call.RequirePositive(BatchToSpaceNDFields.BlockShape, block);
            long dim = (long)x.Shape[axis] * block;
            if ((before | after) < 0 || (long)before + after > dim || dim > int.MaxValue)
            {
                return call.Fail(Status.Range, BatchToSpaceNDFields.Crops, 0, dim > int.MaxValue ? int.MaxValue : (int)dim, before + after);
            }

            places = places * block > int.MaxValue ? int.MaxValue : places * block;
            begins[axis] = before;
            whole.Set(axis, (int)dim);
            shape.Set(axis, (int)dim - before - after);
        }

        int batch = call.Failed ? 0 : (int)(x.Shape[0] / places);
        if (!call.Failed && x.Shape[0] % places != 0)
        {
            call.Fail(Status.Divisible, BatchToSpaceNDFields.X, (int)places, x.Shape[0]);
        }

        whole.Set(0, batch);
        shape.Set(0, batch);
        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        bool isCropped = !shape.Same(in whole);
        int size = x.Type.Bytes();
        byte* target = isCropped ? call.Scratch((long)whole.Size * size) : output.Data;
        if (target == null)
        {
            return call.Status;
        }

        // 2. whole[n, (block, place)..., rest] = x[places..., n, blocks..., rest].
        int* from = stackalloc int[Shape.MaxRank];
        int* to = stackalloc int[Shape.MaxRank];
        x.Shape.Strides(from);
        whole.Strides(to);
        int place = from[0] * batch;
        for (int i = 1; i < blocks; i++)
        {
            place *= args.BlockShape[i];
        }

        StridedCopy copy = default;
        copy.Add(batch, to[0], from[0]);
        for (int axis = 1; axis < x.Rank; axis++)
        {
            int block = axis <= blocks ? args.BlockShape[axis - 1] : 1;
            copy.Add(x.Shape[axis], to[axis] * block, from[axis]);
            copy.Add(block, to[axis], place);
            place /= axis < blocks ? args.BlockShape[axis] : 1;
        }

        Moving.Run(ref call, in copy, target, x.Data, size);
        if (isCropped)
        {
            Slice.Box(ref call, target, in whole, begins, output.Data, in shape, size);
        }

        return call.Status;
    }
}
