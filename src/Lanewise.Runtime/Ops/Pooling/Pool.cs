global using unsafe PoolCell = delegate*<float*, int, int, nint, int, float*, void>;
using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct PoolArgs
{
    public Tensor X;
    public IntList FilterSize;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DimRoundingMode DimRoundingMode;
}

/// <summary>Pools over an NHWC image. Padding does not count: not as a value, nor in the mean.</summary>
public static unsafe class Pool2D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("MaxPool")]
    public static Status Max(ref Call call, ref PoolArgs args) =>
        Run(ref call, ref args, args.X.Type == DType.Int32 ? &Pool<V>.MaxInt : &Pool<V>.Max);

    [Kernel("AvgPool")]
    public static Status Average(ref Call call, ref PoolArgs args) =>
        Run(ref call, ref args, args.X.Type == DType.Int32 ? &Pool<V>.AverageInt : &Pool<V>.Average);

    private static Status Run(ref Call call, ref PoolArgs args, PoolCell cell)
    {
        call.RequireNumber(in args.X);
        if (call.RequireRank(in args.X, 4) != Status.Ok)
        {
            return call.Status;
        }

        ref Shape x = ref args.X.Shape;
        int channels = x[3];
        Window window = default;
        window.InHeight = x[1];
        window.InWidth = x[2];
        window.DilationHeight = 1;
        window.DilationWidth = 1;
        Window.ReadSteps(ref call, PoolFields.FilterSize, in args.FilterSize, out window.FilterHeight, out window.FilterWidth);
        Window.ReadSteps(ref call, PoolFields.Strides, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        window.Place(ref call, PoolFields.Pad, in args.Pad, args.DimRoundingMode, DataFormat.NHWC);
        Shape shape = Shape.Of(x[0], window.OutHeight, window.OutWidth, channels);
        // tfjs takes any pool of single pixels that keeps the size for the identity, even where padding and steps cancel out.
        if (!call.Failed && window.FilterHeight == 1 && window.FilterWidth == 1
            && window.OutHeight == window.InHeight && window.OutWidth == window.InWidth)
        {
            return call.Alias(in args.X, in shape);
        }

        if (call.Output(args.X.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        float* y = output.Floats;
        nint rowStride = (nint)window.InWidth * channels;
        for (int b = 0; b < x[0]; b++)
        {
            float* image = args.X.Floats + b * window.InHeight * rowStride;
            for (int row = 0; row < window.OutHeight; row++)
            {
                Clip(row * window.StrideHeight - window.PadTop, window.FilterHeight, window.InHeight, out int top, out int rows);
                for (int column = 0; column < window.OutWidth; column++)
                {
                    Clip(column * window.StrideWidth - window.PadLeft, window.FilterWidth, window.InWidth, out int left, out int columns);
                    cell(image + top * rowStride + (nint)left * channels, rows, columns, rowStride, channels, y);
                    y += channels;
                }
            }
        }

        return call.Status;
    }

    /// <summary>The part of [start, start + length) that lies in [0, limit).</summary>
    private static void Clip(int start, int length, int limit, out int first, out int count)
    {
        int end = start + length < limit ? start + length : limit;
        first = start > 0 ? start : 0;
        count = end > first ? end - first : 0;
        first = count > 0 ? first : 0;
    }
}
