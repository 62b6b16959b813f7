namespace Lanewise.Runtime;

/// <summary>
/// The frequent checks. Each notes its failure, so that an op may make several and ask <see cref="Failed"/> once.
/// </summary>
public unsafe partial struct Call
{
    public Status RequireRank(in Tensor tensor, int rank) =>
        tensor.Rank == rank ? Status : Fail(Status.Rank, tensor.Argument, rank, tensor.Rank);

    public Status RequireRank(in Tensor tensor, int least, int most) =>
        tensor.Rank >= least && tensor.Rank <= most ? Status : Fail(Status.RankRange, tensor.Argument, least, most, tensor.Rank);

    public Status RequireType(in Tensor tensor, DType type) =>
        tensor.Type == type ? Status : Fail(Status.DType, tensor.Argument);

    /// <summary>float32 or int32.</summary>
    public Status RequireNumber(in Tensor tensor) =>
        tensor.Type == DType.Float32 || tensor.Type == DType.Int32 ? Status : Fail(Status.DType, tensor.Argument);

    /// <summary>float32, int32 or bool.</summary>
    public Status RequireReal(in Tensor tensor) =>
        tensor.Type <= DType.Bool ? Status : Fail(Status.DType, tensor.Argument);

    public Status RequireSameType(in Tensor tensor, DType type) =>
        tensor.Type == type ? Status : Fail(Status.SameDType, tensor.Argument);

    public Status RequireDimension(in Tensor tensor, int axis, int dim) =>
        tensor.Shape[axis] == dim ? Status : Fail(Status.Dimension, tensor.Argument, axis, dim, tensor.Shape[axis]);

    /// <summary>For a gradient, whose shape the other arguments tell.</summary>
    public Status RequireShape(in Tensor tensor, in Shape shape)
    {
        RequireRank(in tensor, shape.Rank);
        for (int axis = 0; axis < shape.Rank && !Failed; axis++)
        {
            RequireDimension(in tensor, axis, shape[axis]);
        }

        return Status;
    }

    /// <summary>Turns −rank..rank−1 into 0..rank−1.</summary>
    public Status RequireAxis(int argument, int axis, int rank, out int normalised)
    {
        normalised = axis < 0 ? axis + rank : axis;
        return (uint)normalised < (uint)rank ? Status : Fail(Status.Axis, argument, axis, rank);
    }

    /// <summary>Normalises the axes into a bit mask; each may be given once. None given means all.</summary>
    public Status RequireAxes(int argument, in IntList axes, int rank, out int mask)
    {
        mask = axes.IsNull ? (1 << rank) - 1 : 0;
        for (int i = 0; i < axes.Count; i++)
        {
            RequireAxis(argument, axes[i], rank, out int axis);
            if (Failed)
            {
                return Status;
            }

            if ((mask & (1 << axis)) != 0)
            {
                return Fail(Status.AxisTwice, argument, axes[i]);
            }

            mask |= 1 << axis;
        }

        return Status;
    }

    public Status RequireCount(int argument, in IntList list, int count) =>
        list.Count == count ? Status : Fail(Status.Count, argument, count, list.Count);

    public Status RequirePositive(int argument, int value) =>
        value > 0 ? Status : Fail(Status.Positive, argument, value);

    /// <summary>
    /// The shape that an attribute gives. One dimension may be −1, inferred so that the shape has
    /// <paramref name="elements"/> elements; with −1 elements none may.
    /// </summary>
    public Status ReadShape(int argument, in IntList list, int elements, out Shape shape)
    {
        shape = default;
        if (list.Count > Shape.MaxRank)
        {
            return Fail(Status.RankRange, argument, 0, Shape.MaxRank, list.Count);
        }

        int inferred = -1;
        for (int i = 0; i < list.Count; i++)
        {
            int dim = list[i];
            if (dim < -1 || (dim == -1 && (inferred >= 0 || elements < 0)))
            {
                return Fail(Status.Value, argument, dim);
            }

            inferred = dim == -1 ? i : inferred;
            shape.Append(dim == -1 ? 1 : dim);
        }

        if (inferred >= 0)
        {
            long known = shape.LongSize;
            if (known == 0 || elements % known != 0)
            {
                return Fail(Status.Divisible, argument, (int)known, elements);
            }

            shape.Set(inferred, (int)(elements / known));
        }

        return Status;
    }
}
