using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ReduceArgs
{
    public Tensor X;
    public IntList Axis;
    public bool KeepDims;
}

/// <summary>The arguments of Max, whose axes have another name in tfjs.</summary>
public struct MaxArgs
{
    public Tensor X;
    public IntList ReductionIndices;
    public bool KeepDims;
}

/// <summary>Reductions over any axes; all of them if none is given.</summary>
public static unsafe class ReduceOps<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>float32, or int32 modulo 2^32 for int32 and bool.</summary>
    [Kernel("Sum")]
    public static Status Sum(ref Call call, ref ReduceArgs args)
    {
        bool isFloat = args.X.Type == DType.Float32;
        Row row = isFloat ? &BinaryRow<V, AddMap<V>>.Run : &BinaryRow<V, AddIntMap<V>>.Run;
        return Run(ref call, ref args, row, isFloat ? DType.Float32 : DType.Int32, 0, out _);
    }

    /// <summary>float32, or int32 modulo 2^32 for int32 and bool.</summary>
    [Kernel("Prod")]
    public static Status Prod(ref Call call, ref ReduceArgs args)
    {
        bool isFloat = args.X.Type == DType.Float32;
        Row row = isFloat ? &BinaryRow<V, MultiplyMap<V>>.Run : &BinaryRow<V, MultiplyIntMap<V>>.Run;
        return Run(ref call, ref args, row, isFloat ? DType.Float32 : DType.Int32, isFloat ? BitConverter.SingleToInt32Bits(1f) : 1, out _);
    }

    /// <summary>Of the input's dtype; NaN if there is one, or if there is nothing.</summary>
    [Kernel("Max")]
    public static Status Max(ref Call call, ref MaxArgs args)
    {
        ReduceArgs reduce = default;
        reduce.X = args.X;
        reduce.Axis = args.ReductionIndices;
        reduce.KeepDims = args.KeepDims;
        bool isFloat = args.X.Type == DType.Float32;
        Row row = isFloat ? &BinaryRow<V, MaximumMap<V>>.Run : &BinaryRow<V, MaximumIntMap<V>>.Run;
        return Run(ref call, ref reduce, row, args.X.Type, isFloat ? BitConverter.SingleToInt32Bits(float.NaN) : 0, out _);
    }

    /// <summary>Of the input's dtype; NaN if there is one, or if there is nothing.</summary>
    [Kernel("Min")]
    public static Status Min(ref Call call, ref ReduceArgs args)
    {
        bool isFloat = args.X.Type == DType.Float32;
        Row row = isFloat ? &BinaryRow<V, MinimumMap<V>>.Run : &BinaryRow<V, MinimumIntMap<V>>.Run;
        return Run(ref call, ref args, row, args.X.Type, isFloat ? BitConverter.SingleToInt32Bits(float.NaN) : 0, out _);
    }

    [Kernel("Any")]
    public static Status Any(ref Call call, ref ReduceArgs args)
    {
        call.RequireType(in args.X, DType.Bool);
        return Run(ref call, ref args, &BinaryRow<V, OrMap<V>>.Run, DType.Bool, 0, out _);
    }

    /// <summary>False of nothing, as tfjs has it.</summary>
    [Kernel("All")]
    public static Status All(ref Call call, ref ReduceArgs args)
    {
        call.RequireType(in args.X, DType.Bool);
        return Run(ref call, ref args, &BinaryRow<V, AndMap<V>>.Run, DType.Bool, 0, out _);
    }

    /// <summary>The sum over the number of elements, float32 whatever the input.</summary>
    [Kernel("Mean")]
    public static Status Mean(ref Call call, ref ReduceArgs args)
    {
        if (Run(ref call, ref args, &BinaryRow<V, AddMap<V>>.Run, DType.Float32, 0, out Tensor y) == Status.Ok && y.Size > 0)
        {
            float count = args.X.Size / y.Size;
            if (count > 0)
            {
                UnaryRow<V, DivideByMap<V>>.Run(y.Floats, y.Floats, y.Floats, y.Size, &count);
            }
        }

        return call.Status;
    }

    private static Status Run(ref Call call, ref ReduceArgs args, Row row, DType type, int identity, out Tensor y)
    {
        y = default;
        ref Tensor x = ref args.X;
        call.RequireReal(in x);
        if (call.RequireAxes(ReduceFields.Axis, in args.Axis, x.Rank, out int mask) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = Reduction<V>.Result(in x.Shape, mask, args.KeepDims);
        if (call.Output(type, in shape, out y) != Status.Ok)
        {
            return call.Status;
        }

        DType lanes = type == DType.Float32 ? DType.Float32 : DType.Int32;
        float* source = Lanes<V>.Of(ref call, in x, lanes);
        float* target = type == lanes ? y.Floats : (float*)call.Scratch((long)y.Size * sizeof(float));
        if (call.Failed || Reduction<V>.Run(ref call, row, source, in x.Shape, mask, target, identity) != Status.Ok)
        {
            return call.Status;
        }

        if (type == DType.Bool)
        {
            LaneConversion.IntsToBytes<V>((int*)target, y.Data, y.Size);
        }

        return Status.Ok;
    }
}
