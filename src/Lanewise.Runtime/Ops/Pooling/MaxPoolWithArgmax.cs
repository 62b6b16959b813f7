using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// A maximum pool, and for each of its values the number of its element, the first among equals: in its image, or in the
/// batch. The number is −1 where a window has nothing but NaN, −∞ or padding.
/// </summary>
public static unsafe class MaxPoolWithArgmax<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("MaxPoolWithArgmax", Outputs = 2)]
    public static Status Run(ref Call call, ref PoolArgs args)
    {
        ref Tensor x = ref args.X;
        if (PoolWindow.Place(ref call, in x, 4, args.Attributes, out PoolWindow window) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = window.OutShape;
        call.Output(x.Type, in shape, out Tensor output);
        call.Output(DType.Int32, in shape, out Tensor positions);
        PoolPixel pixel = default;
        pixel.IsInt = x.Type != DType.Float32;
        pixel.X = (float*)Cast<V>.Read(ref call, in x, pixel.IsInt ? DType.Int32 : DType.Float32);
        pixel.Y = x.Type == DType.Bool ? (float*)call.Scratch((long)shape.Size * sizeof(int)) : output.Floats;
        pixel.Positions = positions.Ints;
        pixel.CountsImages = args.IncludeBatchInIndex;
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        window.Walk(in shape, &PoolPositions<V>.Write, ref pixel);
        if (x.Type == DType.Bool)
        {
            Cast<V>.Convert((byte*)pixel.Y, DType.Int32, output.Data, DType.Bool, output.Size);
        }

        return call.Status;
    }
}
