using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct GatherNdArgs
{
    public Tensor Params;
    public Tensor Indices;
}

/// <summary>Slices of <c>Params</c>; the last dimension of the indices gives the leading coordinates of one.</summary>
public static unsafe class GatherNd
{
    [Kernel("GatherNd")]
    public static Status Run(ref Call call, ref GatherNdArgs args)
    {
        ref Tensor source = ref args.Params;
        ref Tensor indices = ref args.Indices;
        call.RequireRank(in source, 1, Shape.MaxRank);
        call.RequireRank(in indices, 1, Shape.MaxRank);
        call.RequireType(in indices, DType.Int32);
        if (call.Failed)
        {
            return call.Status;
        }

        int last = indices.Rank - 1;
        int depth = indices.Shape[last];
        if (depth > source.Rank)
        {
            return call.Fail(Status.Dimension, GatherNdFields.Indices, last, source.Rank, depth);
        }

        if (last + source.Rank - depth > Shape.MaxRank)
        {
            return call.Fail(Status.RankRange, GatherNdFields.Indices, 1, Shape.MaxRank - source.Rank + depth + 1, indices.Rank);
        }

        Shape shape = default;
        shape.Append(in indices.Shape, 0, last);
        shape.Append(in source.Shape, depth, source.Rank);
        int count = indices.Shape.Product(0, last);
        int* flat = SliceIndices.Flatten(ref call, in indices, count, depth, in source.Shape);
        if (flat != null && call.Output(source.Type, in shape, out Tensor output) == Status.Ok)
        {
            Moves.Gather(output.Data, source.Data, flat, count, source.Shape.Product(depth, source.Rank) * source.Type.Bytes());
        }

        return call.Status;
    }
}
