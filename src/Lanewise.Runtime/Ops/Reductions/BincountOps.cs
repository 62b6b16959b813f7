using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct BincountArgs
{
    public Tensor X;
    public Tensor Weights;
    public int Size;
    public bool BinaryOutput;
}

/// <summary>
/// How often, or with what sum of weights, each value from 0 to size − 1 occurs; of the weights' dtype. Weights
/// without elements count as 1 each.
/// </summary>
public static unsafe class BincountOps
{
    /// <summary>Over all elements.</summary>
    [Kernel("Bincount")]
    public static Status Bincount(ref Call call, ref BincountArgs args)
    {
        args.BinaryOutput = false;
        return Run(ref call, ref args, 1, Shape.Of(args.Size));
    }

    /// <summary>Over a vector, or each row of a matrix; with BinaryOutput only whether it occurs.</summary>
    [Kernel("DenseBincount")]
    public static Status DenseBincount(ref Call call, ref BincountArgs args)
    {
        if (call.RequireRank(in args.X, 1, 2) != Status.Ok)
        {
            return call.Status;
        }

        // tfjs's cpu backend counts a vector whatever BinaryOutput says
        args.BinaryOutput = args.BinaryOutput && args.X.Rank == 2;
        return args.X.Rank == 1 ? Run(ref call, ref args, 1, Shape.Of(args.Size)) : Run(ref call, ref args, args.X.Shape[0], Shape.Of(args.X.Shape[0], args.Size));
    }

    private static Status Run(ref Call call, ref BincountArgs args, int rows, Shape shape)
    {
        ref Tensor x = ref args.X;
        ref Tensor weights = ref args.Weights;
        call.RequireType(in x, DType.Int32);
        call.RequireNumber(in weights);
        if (args.Size < 0)
        {
            call.Fail(Status.Value, BincountFields.Size, args.Size);
        }

        bool isWeighted = weights.Size > 0;
        if (isWeighted && weights.Size != x.Size)
        {
            call.Fail(Status.Count, BincountFields.Weights, x.Size, weights.Size);
        }

        if (call.Failed || call.Output(weights.Type, in shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        Moves.Fill(y.Ints, 0, y.Size);
        int n = rows == 0 ? 0 : x.Size / rows;
        bool isFloat = weights.Type == DType.Float32;
        for (int i = 0; i < rows; i++)
        {
            int* values = x.Ints + ((nint)i * n);
            int* counts = y.Ints + ((nint)i * args.Size);
            int* weight = isWeighted ? weights.Ints + ((nint)i * n) : null;
            bool valid = args.BinaryOutput
                ? Kernels.Bincount.Flags(values, n, counts, args.Size, isFloat ? BitConverter.SingleToInt32Bits(1f) : 1)
                : isFloat
                    ? Kernels.Bincount.Floats(values, n, (float*)weight, (float*)counts, args.Size)
                    : Kernels.Bincount.Ints(values, n, weight, counts, args.Size);
            if (!valid)
            {
                return call.Fail(Status.Value, BincountFields.X, -1);
            }
        }

        return Status.Ok;
    }
}
