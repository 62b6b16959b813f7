using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct CastArgs
{
    public Tensor X;
    public DType Dtype;
}

/// <summary>
/// Elements converted to another dtype: to int32 toward zero, saturating and NaN to 0; to bool whether it is not 0, so NaN
/// is true. To its own dtype the output shares the data.
/// </summary>
public static unsafe class Cast<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Cast")]
    public static Status Run(ref Call call, ref CastArgs args)
    {
        if (args.X.Type == args.Dtype)
        {
            return call.Alias(in args.X, in args.X.Shape);
        }

        call.RequireReal(in args.X);
        if (args.Dtype > DType.Bool)
        {
            call.Fail(Status.DType, CastFields.Dtype);
        }

        if (call.Output(args.Dtype, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            Convert(args.X.Data, args.X.Type, output.Data, args.Dtype, args.X.Size);
        }

        return call.Status;
    }

    /// <summary>Between any two of float32, int32 and bool.</summary>
    public static void Convert(byte* source, DType from, byte* target, DType to, int count)
    {
        if (from == to)
        {
            Moves.Copy(target, source, (nint)count * from.Bytes());
        }
        else if (from == DType.Bool)
        {
            Casts<V>.BoolToWords(source, (int*)target, count, Fill.Bits(to, 1));
        }
        else if (to == DType.Int32)
        {
            Casts<V>.FloatToInt((float*)source, (float*)target, count);
        }
        else if (to == DType.Float32)
        {
            Casts<V>.IntToFloat((float*)source, (float*)target, count);
        }
        else if (from == DType.Float32)
        {
            Casts<V>.FloatToBool((float*)source, target, count);
        }
        else
        {
            Casts<V>.IntToBool((int*)source, target, count);
        }
    }
}
