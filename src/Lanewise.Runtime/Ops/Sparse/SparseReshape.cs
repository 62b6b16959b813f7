namespace Lanewise.Runtime.Ops;

public struct SparseReshapeArgs
{
    public Tensor InputIndices;
    public Tensor InputShape;
    public Tensor NewShape;
}

/// <summary>
/// The indices [count, rank] int32 of a sparse tensor for another shape, in which one dimension may be −1, and that shape with
/// the dimension computed.
/// </summary>
public static unsafe class SparseReshape
{
    /// <summary>2^53: sizes up to here are exact as JavaScript's numbers.</summary>
    private const double MostElements = 9007199254740992;

    [Kernel("SparseReshape", IsList = true)]
    public static Status Run(ref Call call, ref SparseReshapeArgs args)
    {
        ref Tensor indices = ref args.InputIndices;
        call.RequireType(in indices, DType.Int32);
        call.RequireType(in args.InputShape, DType.Int32);
        call.RequireType(in args.NewShape, DType.Int32);
        call.RequireRank(in indices, 2);
        call.RequireRank(in args.InputShape, 1);
        if (call.RequireRank(in args.NewShape, 1) != Status.Ok || call.RequireDimension(in indices, 1, args.InputShape.Size) != Status.Ok)
        {
            return call.Status;
        }

        int count = indices.Shape[0];
        int fromRank = args.InputShape.Size;
        int toRank = args.NewShape.Size;
        double elements = Product(args.InputShape.Ints, fromRank);
        call.Output(DType.Int32, Shape.Of(count, toRank), out Tensor newIndices);
        call.Output(DType.Int32, Shape.Of(toRank), out Tensor newShape);
        long* fromStrides = (long*)call.Scratch(fromRank * sizeof(long));
        long* toStrides = (long*)call.Scratch(toRank * sizeof(long));
        if (call.Failed || Infer(ref call, args.NewShape.Ints, toRank, elements, newShape.Ints) != Status.Ok)
        {
            return call.Status;
        }

        Strides(args.InputShape.Ints, fromRank, fromStrides);
        Strides(newShape.Ints, toRank, toStrides);
        for (int i = 0; i < count; i++)
        {
            long flat = 0;
            for (int j = 0; j < fromRank; j++)
            {
                flat += indices.Ints[(i * fromRank) + j] * fromStrides[j];
            }

            for (int j = 0; j < toRank; j++)
            {
                // a stride of 0 stands before an empty dimension, where no index is right
                long stride = toStrides[j];
                newIndices.Ints[(i * toRank) + j] = stride == 0 ? 0 : (int)(flat / stride);
                flat = stride == 0 ? 0 : flat % stride;
            }
        }

        return call.Status;
    }

    private static Status Infer(ref Call call, int* asked, int rank, double elements, int* shape)
    {
        int open = -1;
        double product = 1;
        for (int i = 0; i < rank; i++)
        {
            shape[i] = asked[i];
            if (asked[i] == -1 && open >= 0)
            {
                return call.Fail(Status.SparseTwoOpen, -1, open, i);
            }

            if (asked[i] < -1)
            {
                return call.Fail(Status.SparseNegative, -1, i, asked[i]);
            }

            open = asked[i] == -1 ? i : open;
            product *= asked[i] == -1 ? 1 : asked[i];
        }

        if (elements > MostElements || product > MostElements)
        {
            return call.Fail(Status.SparseSize, SparseReshapeFields.NewShape);
        }

        if (open >= 0)
        {
            if (product == 0)
            {
                return call.Fail(Status.SparseEmpty);
            }

            double missing = Math.Truncate(elements / product);
            if (missing * product != elements || missing > int.MaxValue)
            {
                return call.Fail(Status.SparseMultiple, -1, Told(elements), Told(product));
            }

            shape[open] = (int)missing;
            product *= missing;
        }

        return product == elements ? call.Status : call.Fail(Status.SparseElements, -1, Told(elements), Told(product));
    }

    private static int Told(double number) => number > int.MaxValue ? int.MaxValue : (int)number;

    private static double Product(int* shape, int rank)
    {
        double product = 1;
        for (int i = 0; i < rank; i++)
        {
            product *= shape[i];
        }

        return product;
    }

    private static void Strides(int* shape, int rank, long* strides)
    {
        long stride = 1;
        for (int i = rank - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }
    }
}
