using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ScanArgs
{
    public Tensor X;
    public int Axis;
    public bool Exclusive;
    public bool Reverse;
}

/// <summary>Running sums and products along an axis; int32 for int32 and bool.</summary>
public static unsafe class ScanOps<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Cumsum")]
    public static Status Cumsum(ref Call call, ref ScanArgs args) => args.X.Type == DType.Float32
        ? Run(ref call, ref args, &BinaryRow<V, AddMap<V>>.Run, &Scan.Sum, 0)
        : Run(ref call, ref args, &BinaryRow<V, AddIntMap<V>>.Run, &Scan.SumInt, 0);

    [Kernel("Cumprod")]
    public static Status Cumprod(ref Call call, ref ScanArgs args) => args.X.Type == DType.Float32
        ? Run(ref call, ref args, &BinaryRow<V, MultiplyMap<V>>.Run, &Scan.Product, BitConverter.SingleToInt32Bits(1f))
        : Run(ref call, ref args, &BinaryRow<V, MultiplyIntMap<V>>.Run, &Scan.ProductInt, 1);

    private static Status Run(ref Call call, ref ScanArgs args, Row row, delegate*<float*, float*, int, int, void> line, int identity)
    {
        ref Tensor x = ref args.X;
        call.RequireReal(in x);
        if (call.RequireAxis(ScanFields.Axis, args.Axis, x.Rank, out int axis) != Status.Ok)
        {
            return call.Status;
        }

        DType type = x.Type == DType.Float32 ? DType.Float32 : DType.Int32;
        float* source = Lanes<V>.Of(ref call, in x, type);
        if (call.Output(type, in x.Shape, out Tensor y) != Status.Ok || y.Size == 0)
        {
            return call.Status;
        }

        int outer = x.Shape.Product(0, axis);
        int length = x.Shape[axis];
        int inner = x.Shape.Product(axis + 1, x.Rank);
        int shift = args.Exclusive ? 1 : 0;
        for (int i = 0; i < outer; i++)
        {
            nint start = (nint)i * length * inner;
            nint first = args.Reverse ? start + ((nint)(length - 1) * inner) : start;
            int step = args.Reverse ? -inner : inner;
            float* from = source + first;
            float* to = y.Floats + first;
            if (args.Exclusive)
            {
                Moves.Fill((int*)to, identity, inner);
                to += step;
            }

            if (inner == 1)
            {
                line(from, to, length - shift, step);
                continue;
            }

            if (length > shift)
            {
                Buffer.MemoryCopy(from, to, (nint)inner * sizeof(float), (nint)inner * sizeof(float));
            }

            for (int j = 1; j < length - shift; j++)
            {
                from += step;
                row(to, from, to + step, inner, null);
                to += step;
            }
        }

        return Status.Ok;
    }
}
