using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct RaggedTensorToTensorArgs
{
    public Tensor Shape;
    public Tensor Values;
    public Tensor DefaultValue;
    public TensorList RowPartitionTensors;

    /// <summary>The words ROW_SPLITS, VALUE_ROWIDS and FIRST_DIM_SIZE, with commas between them.</summary>
    public Text RowPartitionTypes;
}

/// <summary>
/// A ragged tensor, its values and the partitions of its ragged dimensions, as a dense one: rows are cut or filled with a
/// default value, which broadcasts over a value. In the shape (int32) −1 stands for the size that it takes.
/// </summary>
/// <remarks>
/// For each row of a ragged dimension its place in the output is found, or −1 if it is cut off; the places of the last
/// dimension are those of the values. A partition is given by its splits, or by the row of each element, before which the
/// number of rows of the first dimension is given.
/// </remarks>
public static unsafe class RaggedTensorToTensor
{
    [Kernel("RaggedTensorToTensor")]
    public static Status Run(ref Call call, ref RaggedTensorToTensorArgs args)
    {
        ref Tensor values = ref args.Values;
        call.RequireType(in args.Shape, DType.Int32);
        call.RequireRank(in args.Shape, 1);
        call.RequireRank(in values, 1, Shape.MaxRank);
        call.RequireSameType(in args.DefaultValue, values.Type);
        if (Partitions.Read(ref call, ref args.RowPartitionTensors, in args.RowPartitionTypes, RaggedTensorToTensorFields.RowPartitionTypes, out Partitions partitions) != Status.Ok
            || ReadShape(ref call, in args.Shape, in values, ref partitions, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        Shape element = default;
        element.Append(in shape, partitions.Count + 1, shape.Rank);
        if (!Shape.Broadcast(in args.DefaultValue.Shape, in element, out Shape broadcast) || !broadcast.Same(in element))
        {
            call.Fail(Status.Broadcast, RaggedTensorToTensorFields.DefaultValue);
        }

        if (call.Output(values.Type, in shape, out Tensor output) != Status.Ok || output.Size == 0)
        {
            return call.Status;
        }

        int count = partitions.FirstRows;
        int* places = (int*)call.Scratch((long)count * sizeof(int));
        if (places == null)
        {
            return call.Status;
        }

        int step = shape.Product(1, partitions.Count + 1);
        for (int i = 0; i < count; i++)
        {
            places[i] = i < shape[0] ? i * step : -1;
        }

        for (int i = 0; i < partitions.Count && !call.Failed; i++)
        {
            step = shape.Product(i + 2, partitions.Count + 1);
            places = partitions.Place(ref call, i, places, ref count, step, shape[i + 1]);
        }

        if (!call.Failed && count > values.Shape[0])
        {
            call.RequireDimension(in values, 0, count);
        }

        if (!call.Failed)
        {
            Write(in output, in args.DefaultValue, in element, in values, places, count);
        }

        return call.Status;
    }

    private static Status ReadShape(ref Call call, in Tensor given, in Tensor values, ref Partitions partitions, out Shape shape)
    {
        shape = default;
        int rank = partitions.Count + values.Rank;
        if (given.Size != rank)
        {
            return call.Fail(Status.RaggedRank, RaggedTensorToTensorFields.Shape, rank, given.Size);
        }

        if (rank > Shape.MaxRank)
        {
            return call.Fail(Status.RankRange, RaggedTensorToTensorFields.Shape, 0, Shape.MaxRank, rank);
        }

        for (int axis = 0; axis < rank; axis++)
        {
            int dim = given.Ints[axis];
            int own = axis == 0 ? partitions.FirstRows : axis <= partitions.Count ? partitions.Widest(axis - 1) : values.Shape[axis - partitions.Count];
            if (dim < -1)
            {
                return call.Fail(Status.Range, RaggedTensorToTensorFields.Shape, -1, int.MaxValue, dim);
            }

            if (dim >= 0 && axis > partitions.Count && dim != own)
            {
                return call.Fail(Status.RaggedDimension, RaggedTensorToTensorFields.Shape, axis, own, dim);
            }

            shape.Append(dim < 0 ? own : dim);
        }

        return call.Status;
    }

    private static void Write(in Tensor output, in Tensor defaultValue, in Shape element, in Tensor values, int* places, int count)
    {
        int size = output.Type.Bytes();
        int length = element.Size;
        int* strides = stackalloc int[Shape.MaxRank];
        defaultValue.Shape.Strides(strides);
        StridedCopy copy = default;
        copy.Add(output.Size / length, length, 0);
        for (int axis = 0; axis < element.Rank; axis++)
        {
            int own = axis - element.Rank + defaultValue.Rank;
            copy.Add(element[axis], element.Product(axis + 1, element.Rank), own < 0 || defaultValue.Shape[own] == 1 ? 0 : strides[own]);
        }

        copy.Run(output.Data, defaultValue.Data, size);
        nint bytes = (nint)length * size;
        for (int i = 0; i < count; i++)
        {
            if (places[i] >= 0)
            {
                Moves.Copy(output.Data + (places[i] * bytes), values.Data + (i * bytes), bytes);
            }
        }
    }
}
