using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct DepthwiseFilterGradientArgs
{
    public Tensor X;
    public Tensor Dy;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
    public IntList FilterShape;
}

public struct DepthwiseInputGradientArgs
{
    public Tensor Dy;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
    public IntList InputShape;
}

/// <summary>
/// The gradients of a depthwise convolution of NHWC images with a filter [height, width, channels, multiplier], float32, as
/// sums over rows: of x under a tap times dy for the filter, of dy times the tap's weight for the input.
/// </summary>
public static unsafe class DepthwiseGradients<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("DepthwiseConv2dNativeBackpropFilter")]
    public static Status Filter(ref Call call, ref DepthwiseFilterGradientArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireType(in x, DType.Float32);
        call.RequireRank(in x, 4);
        call.RequireCount(DepthwiseFilterGradientFields.FilterShape, in args.FilterShape, 4);
        if (call.ReadShape(DepthwiseFilterGradientFields.FilterShape, in args.FilterShape, -1, out Shape filter) != Status.Ok)
        {
            return call.Status;
        }

        if (filter[2] != x.Shape[3])
        {
            call.Fail(Status.Dimension, DepthwiseFilterGradientFields.FilterShape, 2, x.Shape[3], filter[2]);
        }

        Place(ref call, in x.Shape, in filter, DepthwiseFilterGradientFields.Strides, in args.Strides, in args.Pad, in args.Dilations, args.DimRoundingMode, in args.Dy, out Window window);
        PaddedLines lines = default;
        lines.Rows = window.SpanHeight;
        lines.InHeight = window.InHeight;
        lines.InWidth = window.InWidth;
        lines.To = window.InWidth;
        lines.Channels = filter[2];
        lines.Multiplier = filter[3];
        lines.PadLeft = window.PadLeft;
        lines.PadRight = window.PadRight;
        call.Output(DType.Float32, in filter, out Tensor output);
        lines.Buffer = call.Failed ? null : (float*)call.Scratch(lines.BufferFloats * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        Moves.Fill(output.Ints, 0, output.Size);
        int channels = filter[2] * filter[3];
        float* dy = args.Dy.Floats;
        for (int b = 0; b < x.Shape[0] && output.Size > 0; b++)
        {
            lines.Begin(x.Floats + ((nint)b * window.InHeight * window.InWidth * filter[2]));
            for (int row = 0; row < window.OutHeight; row++)
            {
                for (int i = 0; i < window.FilterHeight; i++)
                {
                    int place = (row * window.StrideHeight) - window.PadTop + (i * window.DilationHeight);
                    if ((uint)place >= (uint)window.InHeight)
                    {
                        continue;
                    }

                    float* line = lines.Line(place);
                    for (int j = 0; j < window.FilterWidth; j++)
                    {
                        float* weight = output.Floats + ((nint)((i * window.FilterWidth) + j) * channels);
                        DepthwiseGradient<V>.AddToFilter(line + ((nint)j * window.DilationWidth * lines.Pitch), window.StrideWidth * lines.Pitch, dy, weight, window.OutWidth, channels);
                    }
                }

                dy += (nint)window.OutWidth * channels;
            }
        }

        return call.Status;
    }

    [Kernel("DepthwiseConv2dNativeBackpropInput")]
    public static Status Input(ref Call call, ref DepthwiseInputGradientArgs args)
    {
        ref Tensor filter = ref args.Filter;
        call.RequireType(in filter, DType.Float32);
        call.RequireRank(in filter, 4);
        call.RequireCount(DepthwiseInputGradientFields.InputShape, in args.InputShape, 4);
        if (call.ReadShape(DepthwiseInputGradientFields.InputShape, in args.InputShape, -1, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        call.RequireDimension(in filter, 2, shape[3]);
        Place(ref call, in shape, in filter.Shape, DepthwiseInputGradientFields.Strides, in args.Strides, in args.Pad, in args.Dilations, args.DimRoundingMode, in args.Dy, out Window window);
        int channels = shape[3] * filter.Shape[3];
        int pixels = window.PadLeft + window.InWidth + window.PadRight;
        call.Output(DType.Float32, in shape, out Tensor output);
        float* line = call.Failed ? null : (float*)call.Scratch((long)pixels * channels * sizeof(float));
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        float* dx = output.Floats;
        for (int row = 0; row < shape[0] * window.InHeight; row++)
        {
            int b = row / window.InHeight;
            Moves.Fill((int*)line, 0, pixels * channels);
            for (int i = 0; i < window.FilterHeight; i++)
            {
                int start = (row % window.InHeight) + window.PadTop - (i * window.DilationHeight);
                int dyRow = start / window.StrideHeight;
                if (start < 0 || start % window.StrideHeight != 0 || dyRow >= window.OutHeight)
                {
                    continue;
                }

                float* dy = args.Dy.Floats + ((((nint)b * window.OutHeight) + dyRow) * window.OutWidth * channels);
                for (int j = 0; j < window.FilterWidth; j++)
                {
                    float* weight = filter.Floats + ((nint)((i * window.FilterWidth) + j) * channels);
                    DepthwiseGradient<V>.AddToInput(line + ((nint)j * window.DilationWidth * channels), window.StrideWidth * channels, dy, weight, window.OutWidth, channels);
                }
            }

            DepthwiseGradient<V>.Fold(line + ((nint)window.PadLeft * channels), dx, window.InWidth * shape[3], filter.Shape[3]);
            dx += (nint)window.InWidth * shape[3];
        }

        return call.Status;
    }

    /// <param name="stridesField">Pad and dilations are the fields behind it.</param>
    private static void Place(
        ref Call call, in Shape x, in Shape filter, int stridesField, in IntList strides, in Choice<Padding> pad, in IntList dilations, DimRoundingMode rounding, in Tensor dy, out Window window)
    {
        window = default;
        window.InHeight = x[1];
        window.InWidth = x[2];
        window.FilterHeight = filter[0];
        window.FilterWidth = filter[1];
        Window.ReadSteps(ref call, stridesField, in strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, stridesField + 2, in dilations, out window.DilationHeight, out window.DilationWidth);
        window.Place(ref call, stridesField + 1, in pad, rounding, DataFormat.NHWC);
        call.RequireType(in dy, DType.Float32);
        call.RequireShape(in dy, Shape.Of(x[0], window.OutHeight, window.OutWidth, filter[2] * filter[3]));
    }
}
