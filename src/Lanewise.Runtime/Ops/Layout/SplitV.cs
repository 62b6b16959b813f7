using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct SplitVArgs
{
    public Tensor X;
    public IntOrInts NumOrSizeSplits;
    public int Axis;
}

/// <summary>Pieces along an axis: so many equal ones, or of given sizes, of which one may be −1, the rest.</summary>
public static unsafe class SplitV
{
    [Kernel("SplitV", IsList = true)]
    public static Status Run(ref Call call, ref SplitVArgs args)
    {
        if (call.RequireAxis(SplitVFields.Axis, args.Axis, args.X.Rank, out int axis) != Status.Ok)
        {
            return call.Status;
        }

        int dim = args.X.Shape[axis];
        IntList sizes = args.NumOrSizeSplits.Ints;
        int pieces = sizes.Count;
        int equal = -1;
        int rest = 0;
        if (args.NumOrSizeSplits.IsSingle)
        {
            pieces = sizes[0];
            if (pieces <= 0 || dim % pieces != 0)
            {
                return call.Fail(Status.Divisible, SplitVFields.NumOrSizeSplits, pieces, dim);
            }

            equal = dim / pieces;
        }
        else if (CheckSizes(ref call, in sizes, dim, out rest) != Status.Ok)
        {
            return call.Status;
        }

        int offset = 0;
        for (int i = 0; i < pieces && !call.Failed; i++)
        {
            int length = equal >= 0 ? equal : sizes[i] < 0 ? rest : sizes[i];
            Shape shape = args.X.Shape;
            shape.Set(axis, length);
            Piece(ref call, in args.X, axis, pieces, length, in shape, ref offset);
        }

        return call.Status;
    }

    /// <summary>
    /// Appends an output: <paramref name="length"/> slices from <paramref name="offset"/>, which is moved on. An only piece shares the
    /// data; of several none does, even if the others are empty: a program replaces either the whole op or nothing.
    /// </summary>
    public static Status Piece(ref Call call, in Tensor x, int axis, int pieces, int length, in Shape shape, ref int offset)
    {
        if (pieces == 1)
        {
            return call.Alias(in x, in shape);
        }

        if (call.Output(x.Type, in shape, out Tensor output) == Status.Ok)
        {
            int inner = x.Shape.Product(axis + 1, x.Rank);
            StridedCopy copy = default;
            copy.Add(x.Shape.Product(0, axis), length * inner, x.Shape[axis] * inner);
            copy.Add(length * inner, 1, 1);
            Moving.Run(ref call, in copy, output.Data, x.Data + ((nint)offset * inner * x.Type.Bytes()), x.Type.Bytes());
        }

        offset += length;
        return call.Status;
    }

    private static Status CheckSizes(ref Call call, in IntList sizes, int dim, out int rest)
    {
        long sum = 0;
        int open = 0;
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] < -1)
            {
                call.Fail(Status.Value, SplitVFields.NumOrSizeSplits, sizes[i]);
            }

            open += sizes[i] == -1 ? 1 : 0;
            sum += sizes[i] == -1 ? 0 : sizes[i];
        }

        rest = (int)(dim - sum);
        bool fits = open == 0 ? rest == 0 : open == 1 && sum <= dim;
        return fits ? call.Status : call.Fail(Status.Sum, SplitVFields.NumOrSizeSplits, dim, sum > int.MaxValue ? int.MaxValue : (int)sum);
    }
}
