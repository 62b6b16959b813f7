using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SparseFillEmptyRowsArgs
{
    public Tensor Indices;
    public Tensor Values;
    public Tensor DenseShape;
    public Tensor DefaultValue;
}

/// <summary>
/// A sparse matrix, indices [count, rank] int32 and values [count], put in the order of its rows and with a default value in
/// the first column of each empty row; then which rows were empty, bool [rows], and where each value has gone, int32 [count].
/// </summary>
public static unsafe class SparseFillEmptyRows
{
    [Kernel("SparseFillEmptyRows", IsList = true)]
    public static Status Run(ref Call call, ref SparseFillEmptyRowsArgs args)
    {
        ref Tensor indices = ref args.Indices;
        ref Tensor values = ref args.Values;
        call.RequireType(in indices, DType.Int32);
        call.RequireType(in args.DenseShape, DType.Int32);
        call.RequireSameType(in args.DefaultValue, values.Type);
        call.RequireRank(in indices, 2);
        call.RequireRank(in values, 1);
        call.RequireRank(in args.DenseShape, 1);
        call.RequireRank(in args.DefaultValue, 0);
        if (call.Failed || call.RequireDimension(in values, 0, indices.Shape[0]) != Status.Ok)
        {
            return call.Status;
        }

        int count = indices.Shape[0];
        int rank = indices.Shape[1];
        call.RequirePositive(SparseFillEmptyRowsFields.Indices, rank);
        if (call.RequireDimension(in args.DenseShape, 0, rank) != Status.Ok)
        {
            return call.Status;
        }

        int rows = args.DenseShape.Ints[0];
        if (rows < 0)
        {
            return call.Fail(Status.Range, SparseFillEmptyRowsFields.DenseShape, 0, int.MaxValue, rows);
        }

        if (rows == 0 && count > 0)
        {
            return call.Fail(Status.SparseNoRows, -1, count);
        }

        // where the next value of each row goes
        int* next = (int*)call.Scratch((long)rows * sizeof(int));
        if (next == null || Count(ref call, indices.Ints, count, rank, next, rows) != Status.Ok)
        {
            return call.Status;
        }

        int filled = count;
        for (int row = 0; row < rows; row++)
        {
            filled += next[row] == 0 ? 1 : 0;
        }

        call.Output(DType.Int32, Shape.Of(filled, rank), out Tensor newIndices);
        call.Output(values.Type, Shape.Of(filled), out Tensor newValues);
        call.Output(DType.Bool, Shape.Of(rows), out Tensor empty);
        if (call.Output(DType.Int32, Shape.Of(count), out Tensor places) != Status.Ok)
        {
            return call.Status;
        }

        int size = values.Type.Bytes();
        Moves.Fill(newIndices.Ints, 0, newIndices.Size);
        int place = 0;
        for (int row = 0; row < rows; row++)
        {
            int length = next[row];
            empty.Data[row] = (byte)(length == 0 ? 1 : 0);
            next[row] = place;
            if (length == 0)
            {
                newIndices.Ints[(nint)place * rank] = row;
                Moves.Copy(newValues.Data + ((nint)place * size), args.DefaultValue.Data, size);
                length = 1;
            }

            place += length;
        }

        for (int i = 0; i < count; i++)
        {
            int* index = indices.Ints + ((nint)i * rank);
            int to = next[*index]++;
            places.Ints[i] = to;
            Moves.Copy((byte*)(newIndices.Ints + ((nint)to * rank)), (byte*)index, (nint)rank * sizeof(int));
            Moves.Copy(newValues.Data + ((nint)to * size), values.Data + ((nint)i * size), size);
        }

        return call.Status;
    }

    private static Status Count(ref Call call, int* indices, int count, int rank, int* lengths, int rows)
    {
        Moves.Fill(lengths, 0, rows);
        for (int i = 0; i < count; i++)
        {
            int row = indices[(nint)i * rank];
            if (row < 0)
            {
                return call.Fail(Status.SparseRowNegative, -1, i, row);
            }

            if (row >= rows)
            {
                return call.Fail(Status.SparseRowRange, -1, i, row, rows);
            }

            lengths[row]++;
        }

        return call.Status;
    }
}
