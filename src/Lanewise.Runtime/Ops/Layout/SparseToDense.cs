using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SparseToDenseArgs
{
    public Tensor SparseIndices;
    public Tensor SparseValues;
    public Tensor DefaultValue;
    public IntList OutputShape;
}

/// <summary>A tensor of a default value but for the given elements. One value of rank 0 serves all indices.</summary>
public static unsafe class SparseToDense
{
    [Kernel("SparseToDense")]
    public static Status Run(ref Call call, ref SparseToDenseArgs args)
    {
        call.ReadShape(SparseToDenseFields.OutputShape, in args.OutputShape, -1, out Shape shape);
        call.RequireReal(in args.SparseValues);
        call.RequireSameType(in args.DefaultValue, args.SparseValues.Type);
        call.RequireRank(in args.SparseIndices, 0, 2);
        if (args.DefaultValue.Size != 1)
        {
            call.Fail(Status.Count, SparseToDenseFields.DefaultValue, 1, args.DefaultValue.Size);
        }

        int depth = args.SparseIndices.Rank == 2 ? args.SparseIndices.Shape[1] : 1;
        if (call.RequireCount(SparseToDenseFields.OutputShape, in args.OutputShape, depth) != Status.Ok)
        {
            return call.Status;
        }

        int* flat = ScatterNd.Prepare(ref call, in args.SparseIndices, in args.SparseValues, in shape, true, out int count, out int slice);
        if (flat == null || call.Output(args.SparseValues.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int size = output.Type.Bytes();
        Moves.Fill(output.Data, size == 1 ? *args.DefaultValue.Data : *args.DefaultValue.Ints, output.Size, size);
        TensorScatterUpdate.Put(in output, in args.SparseValues, flat, count, slice);
        return call.Status;
    }
}
