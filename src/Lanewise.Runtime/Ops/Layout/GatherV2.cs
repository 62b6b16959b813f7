using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct GatherV2Args
{
    public Tensor X;
    public Tensor Indices;
    public int Axis;
    public int BatchDims;
}

/// <summary>
/// Slices of an axis, chosen by int32 indices. The first <c>BatchDims</c> dimensions are common to both inputs; the axis's
/// place in the shape is taken by the other dimensions of the indices.
/// </summary>
public static unsafe class GatherV2
{
    [Kernel("GatherV2")]
    public static Status Run(ref Call call, ref GatherV2Args args)
    {
        ref Tensor x = ref args.X;
        ref Tensor indices = ref args.Indices;
        call.RequireType(in indices, DType.Int32);
        call.RequireAxis(GatherV2Fields.Axis, args.Axis, x.Rank, out int axis);
        if (call.Failed)
        {
            return call.Status;
        }

        int batchDims = args.BatchDims < 0 ? args.BatchDims + indices.Rank : args.BatchDims;
        if (batchDims < 0 || batchDims > indices.Rank)
        {
            return call.Fail(Status.BatchDims, GatherV2Fields.BatchDims, -indices.Rank, indices.Rank, args.BatchDims);
        }

        if (batchDims > axis)
        {
            return call.Fail(Status.BatchDimsAxis, GatherV2Fields.BatchDims, axis, batchDims);
        }

        for (int i = 0; i < batchDims; i++)
        {
            if (indices.Shape[i] != x.Shape[i])
            {
                return call.Fail(Status.BatchDimension, GatherV2Fields.Indices, i, x.Shape[i], indices.Shape[i]);
            }
        }

        int rank = x.Rank - 1 + indices.Rank - batchDims;
        int bad = Moves.FindOutOfRange(indices.Ints, indices.Size, x.Shape[axis]);
        if (bad >= 0)
        {
            call.Fail(Status.Index, GatherV2Fields.Indices, indices.Ints[bad], x.Shape[axis] - 1);
        }

        if (rank > Shape.MaxRank)
        {
            call.Fail(Status.RankRange, GatherV2Fields.Indices, 0, indices.Rank + Shape.MaxRank - rank, indices.Rank);
        }

        if (call.Failed)
        {
            return call.Status;
        }

        Shape shape = default;
        shape.Append(in x.Shape, 0, axis);
        shape.Append(in indices.Shape, batchDims, indices.Rank);
        shape.Append(in x.Shape, axis + 1, x.Rank);
        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int batches = x.Shape.Product(0, batchDims);
        int outer = x.Shape.Product(batchDims, axis);
        int count = indices.Shape.Product(batchDims, indices.Rank);
        int bytes = x.Shape.Product(axis + 1, x.Rank) * x.Type.Bytes();
        byte* target = output.Data;
        byte* source = x.Data;
        for (int batch = 0; batch < batches; batch++)
        {
            for (int i = 0; i < outer; i++)
            {
                Moves.Gather(target, source, indices.Ints + ((nint)batch * count), count, bytes);
                target += (nint)count * bytes;
                source += (nint)x.Shape[axis] * bytes;
            }
        }

        return call.Status;
    }
}
