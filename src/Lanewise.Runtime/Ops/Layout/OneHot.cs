using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct OneHotArgs
{
    public Tensor Indices;
    public int Depth;

    [Default(1)]
    public double OnValue;
    public double OffValue;

    [Default(DType.Int32)]
    public DType Dtype;
}

/// <summary>A new last axis with <c>OnValue</c> at each index and <c>OffValue</c> elsewhere. An index out of range has no place.</summary>
public static unsafe class OneHot
{
    [Kernel("OneHot")]
    public static Status Run(ref Call call, ref OneHotArgs args)
    {
        ref Tensor indices = ref args.Indices;
        call.RequireType(in indices, DType.Int32);
        call.RequireRank(in indices, 0, Shape.MaxRank - 1);
        call.RequirePositive(OneHotFields.Depth, args.Depth);
        if (args.Dtype > DType.Bool)
        {
            call.Fail(Status.DType, OneHotFields.Dtype);
        }

        if (call.Failed || call.Output(args.Dtype, ExpandDims.Insert(in indices.Shape, indices.Rank, args.Depth), out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int size = args.Dtype.Bytes();
        long on = Fill.Bits(args.Dtype, args.OnValue);
        Moves.Fill(output.Data, Fill.Bits(args.Dtype, args.OffValue), output.Size, size);
        int count = indices.Size;
        for (int i = 0; i < count; i++)
        {
            int index = indices.Ints[i];
            if ((uint)index < (uint)args.Depth)
            {
                Moves.Fill(output.Data + ((((nint)i * args.Depth) + index) * size), on, 1, size);
            }
        }

        return call.Status;
    }
}
