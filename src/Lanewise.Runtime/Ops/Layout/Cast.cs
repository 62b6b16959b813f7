using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct CastArgs
{
    public Tensor X;
    public DType Dtype;
}

/// <summary>
/// Elements converted to another dtype: to int32 toward zero, saturating and NaN to 0; to bool whether it is not 0, so NaN
/// is true; a complex64 gives its real part, and has no imaginary part if it is made. To its own dtype the output shares the data.
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

        if (call.Output(args.Dtype, in args.X.Shape, out Tensor output) == Status.Ok)
        {
            Convert(ref call, args.X.Data, args.X.Type, output.Data, args.Dtype, args.X.Size);
        }

        return call.Status;
    }

    /// <summary>The data as another real dtype: its own, or a converted copy. Null (and a failure noted) if memory is short.</summary>
    public static byte* Read(ref Call call, in Tensor tensor, DType type)
    {
        if (tensor.Type == type)
        {
            return tensor.Data;
        }

        byte* copy = call.Scratch((long)tensor.Size * type.Bytes());
        if (copy != null)
        {
            Convert(tensor.Data, tensor.Type, copy, type, tensor.Size);
        }

        return copy;
    }

    /// <summary>Between any two dtypes. What is neither complex64 nor float32 becomes complex64, or comes from it, by way of float32.</summary>
    public static Status Convert(ref Call call, byte* source, DType from, byte* target, DType to, int count)
    {
        if (from != to && (from == DType.Complex64 || to == DType.Complex64))
        {
            if (to == DType.Float32)
            {
                Pairs.Split((float*)source, 0, (float*)target, count);
            }
            else if (from == DType.Float32)
            {
                Pairs.Join((float*)source, null, (float*)target, count);
            }
            else
            {
                byte* floats = call.Scratch((long)count * sizeof(float));
                if (floats != null)
                {
                    Convert(ref call, source, from, floats, DType.Float32, count);
                    Convert(ref call, floats, DType.Float32, target, to, count);
                }
            }

            return call.Status;
        }

        Convert(source, from, target, to, count);
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
            Casts<V>.BoolToWords(source, (int*)target, count, (int)Fill.Bits(to, 1));
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
