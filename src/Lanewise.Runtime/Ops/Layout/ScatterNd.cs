using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ScatterNdArgs
{
    public Tensor Indices;
    public Tensor Updates;
    public IntList Shape;
}

/// <summary>Slices added into zeros of a given shape; those with equal indices add up. For bool the sum is whether any is true.</summary>
public static unsafe class ScatterNd
{
    [Kernel("ScatterNd")]
    public static Status Run(ref Call call, ref ScatterNdArgs args)
    {
        call.ReadShape(ScatterNdFields.Shape, in args.Shape, -1, out Shape shape);
        call.RequireReal(in args.Updates);
        int* flat = Prepare(ref call, in args.Indices, in args.Updates, in shape, false, out int count, out int slice);
        if (flat == null || call.Output(args.Updates.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        Moves.Fill(output.Data, 0, output.Size, output.Type.Bytes());
        for (int i = 0; i < count; i++)
        {
            nint to = (nint)flat[i] * slice;
            nint from = (nint)i * slice;
            switch (output.Type)
            {
                case DType.Float32:
                    Scattering.AddFloats(output.Floats + to, args.Updates.Floats + from, slice);
                    break;
                case DType.Int32:
                    Scattering.AddInts(output.Ints + to, args.Updates.Ints + from, slice);
                    break;
                default:
                    Scattering.AddBools(output.Data + to, args.Updates.Data + from, slice);
                    break;
            }
        }

        return call.Status;
    }

    /// <summary>
    /// Checks updates.shape = indices.shape[:-1] + shape[depth:], where depth is the last dimension of the indices (1 for
    /// indices of rank 1), and gives the flat slice numbers; null after a failure.
    /// </summary>
    public static int* Prepare(ref Call call, in Tensor indices, in Tensor updates, in Shape shape, bool scalarUpdates, out int count, out int slice)
    {
        count = 0;
        slice = 0;
        call.RequireType(in indices, DType.Int32);
        call.RequireRank(in indices, scalarUpdates ? 0 : 1, Shape.MaxRank);
        if (call.Failed)
        {
            return null;
        }

        int batchDims = indices.Rank > 1 ? indices.Rank - 1 : indices.Rank;
        int depth = indices.Rank > 1 ? indices.Shape[indices.Rank - 1] : 1;
        if (depth > shape.Rank)
        {
            call.Fail(Status.Dimension, indices.Argument, indices.Rank - 1, shape.Rank, depth);
            return null;
        }

        if (!scalarUpdates || updates.Rank != 0)
        {
            call.RequireRank(in updates, batchDims + shape.Rank - depth);
            for (int i = 0; i < updates.Rank && !call.Failed; i++)
            {
                call.RequireDimension(in updates, i, i < batchDims ? indices.Shape[i] : shape[i - batchDims + depth]);
            }
        }

        count = indices.Shape.Product(0, batchDims);
        slice = shape.Product(depth, shape.Rank);
        return call.Failed ? null : SliceIndices.Flatten(ref call, in indices, count, depth, in shape);
    }
}
