using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct DepthwiseConv2dNativeArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
}

public struct FusedDepthwiseConv2DArgs
{
    public Tensor X;
    public Tensor Filter;
    [Optional] public Tensor Bias;
    [Optional] public Tensor PreluActivationWeights;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public IntList Dilations;
    public DimRoundingMode DimRoundingMode;
    public Activation Activation;
    public double LeakyreluAlpha;
}

/// <summary>Each channel of x [batch, height, width, channels] with its own filters [height, width, channels, multiplier].</summary>
public static unsafe class DepthwiseConv2D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("DepthwiseConv2dNative")]
    public static Status Run(ref Call call, ref DepthwiseConv2dNativeArgs args)
    {
        FusedDepthwiseConv2DArgs fused = default;
        fused.X = args.X;
        fused.Filter = args.Filter;
        fused.Strides = args.Strides;
        fused.Pad = args.Pad;
        fused.DataFormat = args.DataFormat;
        fused.Dilations = args.Dilations;
        fused.DimRoundingMode = args.DimRoundingMode;
        return Run(ref call, ref fused, DepthwiseConv2dNativeFields.Strides, DepthwiseConv2dNativeFields.Pad, DepthwiseConv2dNativeFields.Dilations);
    }

    [Kernel("FusedDepthwiseConv2D")]
    public static Status RunFused(ref Call call, ref FusedDepthwiseConv2DArgs args) =>
        Run(ref call, ref args, FusedDepthwiseConv2DFields.Strides, FusedDepthwiseConv2DFields.Pad, FusedDepthwiseConv2DFields.Dilations);

    private static Status Run(ref Call call, ref FusedDepthwiseConv2DArgs args, int stridesField, int padField, int dilationsField)
    {
        call.RequireType(in args.X, DType.Float32);
        call.RequireType(in args.Filter, DType.Float32);
        call.RequireRank(in args.X, 4);
        if (call.RequireRank(in args.Filter, 4) != Status.Ok)
        {
            return call.Status;
        }

        DataFormat format = args.DataFormat;
        ref Shape x = ref args.X.Shape;
        int channels = x[ChannelsLast.ChannelAxis(format)];
        int multiplier = args.Filter.Shape[3];
        call.RequireDimension(in args.Filter, 2, channels);

        Window window = default;
        window.InHeight = ChannelsLast.Height(in x, format);
        window.InWidth = ChannelsLast.Width(in x, format);
        window.FilterHeight = args.Filter.Shape[0];
        window.FilterWidth = args.Filter.Shape[1];
        Window.ReadSteps(ref call, stridesField, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, dilationsField, in args.Dilations, out window.DilationHeight, out window.DilationWidth);
        if (window.Place(ref call, padField, in args.Pad, args.DimRoundingMode, format) != Status.Ok)
        {
            return call.Status;
        }

        int outChannels = channels * multiplier;
        Shape shape = ChannelsLast.ShapeOf(x[0], window.OutHeight, window.OutWidth, outChannels, format);
        Epilogue<V>.Read(
            ref call, in args.Bias, in args.PreluActivationWeights, FusedDepthwiseConv2DFields.PreluActivationWeights, args.Activation, args.LeakyreluAlpha, in shape, outChannels, format, out Epilogue<V> epilogue);
        call.Output(DType.Float32, in shape, out Tensor output);
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        PaddedLines lines = default;
        lines.Rows = window.SpanHeight;
        lines.InHeight = window.InHeight;
        lines.InWidth = window.InWidth;
        lines.Channels = channels;
        lines.Multiplier = multiplier;
        lines.PadLeft = window.PadLeft;
        lines.PadRight = window.PadRight;

        float* image = ChannelsLast.Read(ref call, in args.X, format);
        float* result = ChannelsLast.Begin(ref call, in output, format);
        lines.Buffer = (float*)call.Scratch(lines.BufferFloats * sizeof(float));
        float** pointers = (float**)call.Scratch((long)window.FilterHeight * sizeof(float*));
        if (call.Failed)
        {
            return call.Status;
        }

        DepthwiseRow<V> row = default;
        row.Lines = pointers;
        row.FilterHeight = window.FilterHeight;
        row.FilterWidth = window.FilterWidth;
        row.Filter = args.Filter.Floats;
        row.Bias = epilogue.Bias;
        row.Channels = outChannels;
        row.TapStep = window.DilationWidth * outChannels;
        row.ColumnStep = window.StrideWidth * outChannels;
        row.Least = epilogue.Least;
        row.Most = epilogue.Most;
        float* target = result;
        for (int b = 0; b < x[0]; b++)
        {
            lines.Begin(image + (nint)b * window.InHeight * window.InWidth * channels);
            for (int y = 0; y < window.OutHeight; y++)
            {
                for (int i = 0; i < window.FilterHeight; i++)
                {
                    pointers[i] = lines.Line(y * window.StrideHeight - window.PadTop + i * window.DilationHeight);
                }

                row.Run(target, window.OutWidth);
                target += (nint)window.OutWidth * outChannels;
            }
        }

        ChannelsLast.Finish(in output, result, format);
        return epilogue.Finish(ref call, in output);
    }
}
