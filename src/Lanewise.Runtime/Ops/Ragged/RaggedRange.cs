namespace Lanewise.Runtime.Ops;

public struct RaggedRangeArgs
{
    public Tensor Starts;
    public Tensor Limits;
    public Tensor Deltas;
}

/// <summary>
/// Ranges start, start + delta, .. before the limit, one after the other, and the int32 places where each begins and the last
/// ends. The inputs are vectors of one length, or scalars, which serve all rows; float32 or int32.
/// </summary>
public static unsafe class RaggedRange
{
    [Kernel("RaggedRange", IsList = true)]
    public static Status Run(ref Call call, ref RaggedRangeArgs args)
    {
        DType type = args.Starts.Type;
        call.RequireNumber(in args.Starts);
        call.RequireSameType(in args.Limits, type);
        call.RequireSameType(in args.Deltas, type);
        int rows = -1;
        ReadRows(ref call, in args.Starts, ref rows);
        ReadRows(ref call, in args.Limits, ref rows);
        ReadRows(ref call, in args.Deltas, ref rows);
        rows = rows < 0 ? 1 : rows;
        if (call.Output(DType.Int32, Shape.Of(rows + 1), out Tensor splits) != Status.Ok)
        {
            return call.Status;
        }

        long total = 0;
        splits.Ints[0] = 0;
        for (int row = 0; row < rows; row++)
        {
            total += Length(ref call, ref args, row);
            if (total > int.MaxValue)
            {
                call.Fail(Status.RangeLength, RaggedRangeFields.Limits, int.MaxValue);
            }

            if (call.Failed)
            {
                return call.Status;
            }

            splits.Ints[row + 1] = (int)total;
        }

        if (call.Output(type, Shape.Of((int)total), out Tensor values) != Status.Ok)
        {
            return call.Status;
        }

        for (int row = 0; row < rows; row++)
        {
            double value = At(in args.Starts, row);
            double delta = At(in args.Deltas, row);
            for (int i = splits.Ints[row]; i < splits.Ints[row + 1]; i++)
            {
                if (type == DType.Float32)
                {
                    values.Floats[i] = (float)value;
                }
                else
                {
                    values.Ints[i] = (int)value;
                }

                value += delta;
            }
        }

        return call.Status;
    }

    private static void ReadRows(ref Call call, in Tensor tensor, ref int rows)
    {
        if (tensor.Rank > 1)
        {
            call.Fail(Status.RangeRank, tensor.Argument);
        }
        else if (tensor.Rank == 1)
        {
            rows = rows < 0 ? tensor.Size : rows;
            if (tensor.Size != rows)
            {
                call.Fail(Status.RangeShape, tensor.Argument);
            }
        }
    }

    private static double At(in Tensor tensor, int row)
    {
        int index = tensor.Rank == 0 ? 0 : row;
        return tensor.Type == DType.Float32 ? tensor.Floats[index] : tensor.Ints[index];
    }

    private static long Length(ref Call call, ref RaggedRangeArgs args, int row)
    {
        double start = At(in args.Starts, row);
        double limit = At(in args.Limits, row);
        double delta = At(in args.Deltas, row);
        if (delta == 0)
        {
            call.Fail(Status.RangeDelta);
            return 0;
        }

        if ((delta > 0 && limit < start) || (delta < 0 && limit > start))
        {
            return 0;
        }

        double length = Math.Ceiling(Math.Abs((limit - start) / delta));
        if (!(length <= int.MaxValue))
        {
            call.Fail(Status.RangeLength, RaggedRangeFields.Limits, int.MaxValue);
            return 0;
        }

        return (long)length;
    }
}
