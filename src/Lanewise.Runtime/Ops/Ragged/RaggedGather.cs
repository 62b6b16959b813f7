using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct RaggedGatherArgs
{
    public TensorList ParamsNestedSplits;
    public Tensor ParamsDenseValues;
    public Tensor Indices;
    public int OutputRaggedRank;
}

/// <summary>
/// Rows of a ragged tensor, given by the splits of each ragged dimension (int32, ascending) and the values, chosen by int32
/// indices of any shape. The outputs are the splits of the result, those of the indices' dimensions first, then its values.
/// </summary>
public static unsafe class RaggedGather
{
    [Kernel("RaggedGather", IsList = true)]
    public static Status Run(ref Call call, ref RaggedGatherArgs args)
    {
        ref TensorList splits = ref args.ParamsNestedSplits;
        ref Tensor values = ref args.ParamsDenseValues;
        ref Tensor indices = ref args.Indices;
        call.RequireType(in indices, DType.Int32);
        if (splits.Count == 0)
        {
            call.Fail(Status.NoTensors, RaggedGatherFields.ParamsNestedSplits);
        }

        if (splits.Count > 0 && call.RequireRank(in splits[0], 1) == Status.Ok)
        {
            int bad = Moves.FindOutOfRange(indices.Ints, indices.Size, splits[0].Size - 1);
            if (bad >= 0)
            {
                call.Fail(Status.RaggedIndex, RaggedGatherFields.Indices, bad, indices.Ints[bad], splits[0].Size - 1);
            }
        }

        if (values.Rank == 0)
        {
            call.Fail(Status.RaggedScalar, RaggedGatherFields.ParamsDenseValues);
        }

        for (int i = 0; i < splits.Count && !call.Failed; i++)
        {
            int last = i == splits.Count - 1 ? values.Shape[0] : splits[i + 1].Size - 1;
            Splits.Require(ref call, in splits[i], last);
        }

        long* counts = (long*)call.Scratch((splits.Count + 1L) * sizeof(long));
        if (call.Failed)
        {
            return call.Status;
        }

        Count(in splits, in indices, counts);
        IndexSplits(ref call, in indices);
        for (int i = indices.Rank == 0 ? 1 : 0; i < splits.Count && !call.Failed; i++)
        {
            long length = counts[i] + 1;
            call.Output(DType.Int32, Shape.Of(length > int.MaxValue ? int.MaxValue : (int)length), out Tensor output);
            if (!call.Failed)
            {
                WriteSplits(in splits, in indices, i, output.Ints);
            }
        }

        Shape shape = values.Shape;
        shape.Set(0, counts[splits.Count] > int.MaxValue ? int.MaxValue : (int)counts[splits.Count]);
        if (call.Output(values.Type, in shape, out Tensor rows) == Status.Ok)
        {
            int bytes = values.Shape.Product(1, values.Rank) * values.Type.Bytes();
            byte* target = rows.Data;
            for (int i = 0; i < indices.Size; i++)
            {
                Range(in splits, indices.Ints[i], splits.Count, out int start, out int limit);
                Moves.Copy(target, values.Data + ((nint)start * bytes), (nint)(limit - start) * bytes);
                target += (nint)(limit - start) * bytes;
            }
        }

        return call.Status;
    }

    /// <summary>The part of ragged dimension <paramref name="depth"/>, or of the values, that a row of the outermost one has.</summary>
    private static void Range(in TensorList splits, int row, int depth, out int start, out int limit)
    {
        start = row;
        limit = row + 1;
        for (int i = 0; i < depth; i++)
        {
            start = splits[i].Ints[start];
            limit = splits[i].Ints[limit];
        }
    }

    /// <summary>How many rows each ragged dimension of the result has, and how many values.</summary>
    private static void Count(in TensorList splits, in Tensor indices, long* counts)
    {
        for (int depth = 0; depth <= splits.Count; depth++)
        {
            counts[depth] = 0;
            for (int i = 0; i < indices.Size; i++)
            {
                Range(in splits, indices.Ints[i], depth, out int start, out int limit);
                counts[depth] += limit - start;
            }
        }
    }

    /// <summary>All but the last dimension of the indices have rows of one length.</summary>
    private static void IndexSplits(ref Call call, in Tensor indices)
    {
        for (int axis = 0; axis < indices.Rank - 1 && !call.Failed; axis++)
        {
            int rows = indices.Shape.Product(0, axis + 1);
            if (call.Output(DType.Int32, Shape.Of(rows + 1), out Tensor output) == Status.Ok)
            {
                for (int i = 0; i <= rows; i++)
                {
                    output.Ints[i] = i * indices.Shape[axis + 1];
                }
            }
        }
    }

    private static void WriteSplits(in TensorList splits, in Tensor indices, int depth, int* target)
    {
        int end = 0;
        *target++ = 0;
        for (int i = 0; i < indices.Size; i++)
        {
            Range(in splits, indices.Ints[i], depth, out int start, out int limit);
            for (int j = start; j < limit; j++)
            {
                end += splits[depth].Ints[j + 1] - splits[depth].Ints[j];
                *target++ = end;
            }
        }
    }
}
