using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public enum Side
{
    Left,
    Right,
}

public struct SearchSortedArgs
{
    public Tensor SortedSequence;
    public Tensor Values;
    public Side Side;
}

/// <summary>
/// Per line of [batch, length] the places where the values [batch, count] keep it sorted: before equal elements, or behind
/// them. int32 in the shape of the values; of two dtypes both are compared as float32.
/// </summary>
public static unsafe class SearchSorted<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("SearchSorted")]
    public static Status Run(ref Call call, ref SearchSortedArgs args)
    {
        ref Tensor sequence = ref args.SortedSequence;
        ref Tensor values = ref args.Values;
        call.RequireReal(in sequence);
        call.RequireReal(in values);
        call.RequireRank(in sequence, 2);
        if (call.RequireRank(in values, 2) != Status.Ok || call.RequireDimension(in values, 0, sequence.Shape[0]) != Status.Ok)
        {
            return call.Status;
        }

        bool isFloat = sequence.Type == DType.Float32 || values.Type == DType.Float32;
        DType lanes = isFloat ? DType.Float32 : DType.Int32;
        float* sorted = Lanes<V>.Of(ref call, in sequence, lanes);
        float* sought = Lanes<V>.Of(ref call, in values, lanes);
        if (call.Output(DType.Int32, in values.Shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        int length = sequence.Shape[1];
        int count = values.Shape[1];
        for (nint line = 0; line < values.Shape[0]; line++)
        {
            int* target = output.Ints + (line * count);
            if (isFloat)
            {
                SortedSearch.Floats(sorted + (line * length), length, sought + (line * count), count, args.Side == Side.Right, target);
            }
            else
            {
                SortedSearch.Ints((int*)sorted + (line * length), length, (int*)sought + (line * count), count, args.Side == Side.Right, target);
            }
        }

        return call.Status;
    }
}
