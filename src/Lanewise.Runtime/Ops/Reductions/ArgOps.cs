using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct ArgArgs
{
    public Tensor X;
    public IntList Axis;
}

/// <summary>The position of the first largest or smallest element along an axis, int32. NaNs are passed over, but not one that comes first.</summary>
public static unsafe class ArgOps<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("ArgMax")]
    public static Status ArgMax(ref Call call, ref ArgArgs args) => args.X.Type == DType.Float32
        ? Run(ref call, ref args, &ArgBest<V, GreaterOrder<V>>.Step, &ArgBest<V, GreaterOrder<V>>.Line)
        : Run(ref call, ref args, &ArgBest<V, GreaterIntOrder<V>>.Step, &ArgBest<V, GreaterIntOrder<V>>.Line);

    [Kernel("ArgMin")]
    public static Status ArgMin(ref Call call, ref ArgArgs args) => args.X.Type == DType.Float32
        ? Run(ref call, ref args, &ArgBest<V, LessOrder<V>>.Step, &ArgBest<V, LessOrder<V>>.Line)
        : Run(ref call, ref args, &ArgBest<V, LessIntOrder<V>>.Step, &ArgBest<V, LessIntOrder<V>>.Line);

    private static Status Run(ref Call call, ref ArgArgs args, Row step, delegate*<float*, int, int> line)
    {
        ref Tensor x = ref args.X;
        call.RequireReal(in x);
        call.RequireAxis(ArgFields.Axis, args.Axis.Count > 0 ? args.Axis[0] : 0, x.Rank, out int axis);
        if (call.Failed)
        {
            return call.Status;
        }

        Shape shape = Reduction<V>.Result(in x.Shape, 1 << axis, false);
        float* source = Lanes<V>.Of(ref call, in x, x.Type == DType.Float32 ? DType.Float32 : DType.Int32);
        if (call.Output(DType.Int32, in shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        int outer = x.Shape.Product(0, axis);
        int length = x.Shape[axis];
        int inner = x.Shape.Product(axis + 1, x.Rank);
        if (length == 0 || inner == 1)
        {
            for (int i = 0; i < outer * inner; i++)
            {
                y.Ints[i] = length == 0 ? 0 : line(source + ((nint)i * length), length);
            }

            return Status.Ok;
        }

        float* best = (float*)call.Scratch((long)inner * sizeof(float));
        for (int i = 0; i < outer && best != null; i++)
        {
            float* rows = source + ((nint)i * length * inner);
            int* index = y.Ints + ((nint)i * inner);
            Moves.Fill(index, 0, inner);
            Buffer.MemoryCopy(rows, best, (nint)inner * sizeof(float), (nint)inner * sizeof(float));
            for (int j = 1; j < length; j++)
            {
                step(rows + ((nint)j * inner), best, (float*)index, inner, (float*)&j);
            }
        }

        return call.Status;
    }
}
