using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct TopKArgs
{
    public Tensor X;
    public int K;
    public bool Sorted;
}

/// <summary>The K largest along the last axis, as values and indices; sorted even where that is not asked for.</summary>
public static unsafe class TopK<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("TopK", Outputs = 2)]
    public static Status Run(ref Call call, ref TopKArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireNumber(in x);
        if (call.RequireRank(in x, 1, Shape.MaxRank) != Status.Ok)
        {
            return call.Status;
        }

        int count = x.Shape[x.Rank - 1];
        if (args.K < 0 || args.K > count)
        {
            return call.Fail(Status.Range, TopKFields.K, 0, count, args.K);
        }

        Shape shape = x.Shape;
        shape.Set(x.Rank - 1, args.K);
        call.Output(x.Type, in shape, out Tensor values);
        if (call.Output(DType.Int32, in shape, out Tensor indices) != Status.Ok)
        {
            return call.Status;
        }

        int rows = x.Shape.Product(0, x.Rank - 1);
        for (int i = 0; i < rows; i++)
        {
            int* row = x.Ints + (nint)i * count;
            int* chosen = indices.Ints + (nint)i * args.K;
            Kernels.TopK<V>.Run(row, count, x.Type == DType.Float32, chosen, args.K);
            for (int j = 0; j < args.K; j++)
            {
                values.Ints[(nint)i * args.K + j] = row[chosen[j]];
            }
        }

        return call.Status;
    }
}
