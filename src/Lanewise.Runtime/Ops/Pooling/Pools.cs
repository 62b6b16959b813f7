using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// Pools over images and volumes of any real dtype. Padding does not count: not as a value, nor in the mean. A pool over an
/// image keeps the dtype, one over a volume gives float32. Int32 and bool means round toward zero.
/// </summary>
public static unsafe class Pools<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("MaxPool")]
    public static Status Max(ref Call call, ref PoolArgs args) =>
        Run(ref call, in args.X, 4, args.Attributes, &Pool<V>.Max, &Pool<V>.MaxInt, &MaxLine<V>.Run);

    [Kernel("AvgPool")]
    public static Status Average(ref Call call, ref PoolArgs args) =>
        Run(ref call, in args.X, 4, args.Attributes, &Pool<V>.Average, &Pool<V>.AverageInt);

    [Kernel("MaxPool3D")]
    public static Status Max3D(ref Call call, ref Pool3DArgs args) =>
        Run(ref call, in args.X, 5, args.Attributes, &Pool<V>.Max, &Pool<V>.MaxInt);

    [Kernel("AvgPool3D")]
    public static Status Average3D(ref Call call, ref Pool3DArgs args) =>
        Run(ref call, in args.X, 5, args.Attributes, &Pool<V>.Average, &Pool<V>.AverageInt);

    private static Status Run(ref Call call, in Tensor x, int rank, in PoolAttributes attributes, PoolCell floatCell, PoolCell intCell, PoolLine floatLine = null)
    {
        if (PoolWindow.Place(ref call, in x, rank, in attributes, out PoolWindow window) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = window.OutShape;
        if (rank == 4 && window.IsIdentity)
        {
            return call.Alias(in x, in shape);
        }

        bool isFloat = x.Type == DType.Float32;
        DType computed = isFloat ? DType.Float32 : DType.Int32;
        call.Output(rank == 5 ? DType.Float32 : x.Type, in shape, out Tensor output);
        PoolPixel pixel = default;
        pixel.X = (float*)Cast<V>.Read(ref call, in x, computed);
        pixel.Y = output.Type == DType.Bool ? (float*)call.Scratch((long)shape.Size * sizeof(int)) : output.Floats;

        // The mean of no values is NaN in an image and 0 in a volume, as in tfjs.
        pixel.LeastCount = rank == 5 ? 1 : 0;
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        window.WalkParallel(ref call, in shape, isFloat ? floatCell : intCell, isFloat && window.Channels >= V.Count ? floatLine : null, ref pixel);
        if (output.Type != computed)
        {
            Cast<V>.Convert((byte*)pixel.Y, computed, output.Data, output.Type, output.Size);
        }

        return call.Status;
    }
}
