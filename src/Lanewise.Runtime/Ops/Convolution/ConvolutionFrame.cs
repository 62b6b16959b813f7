using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>What every convolution does before and after its loops: checks, shape, output, layout, bias and activation.</summary>
internal unsafe struct ConvolutionFrame<V>
    where V : unmanaged, IVector<V>
{
    private DataFormat _format;
    private Tensor _output;

    public Window Window;
    public Epilogue<V> Epilogue;
    public int Batch;
    public int InChannels;
    public int OutChannels;

    /// <summary>The input in NHWC.</summary>
    public float* Image;

    /// <summary>Where the result goes, in NHWC.</summary>
    public float* Result;

    public readonly bool IsEmpty => _output.Size == 0;

    public static Status Begin(ref Call call, ref FusedConvolutionArgs args, ConvolutionBlame blame, bool isDepthwise, out ConvolutionFrame<V> frame)
    {
        frame = default;
        call.RequireType(in args.X, DType.Float32);
        call.RequireType(in args.Filter, DType.Float32);
        call.RequireRank(in args.X, 4);
        if (call.RequireRank(in args.Filter, 4) != Status.Ok)
        {
            return call.Status;
        }

        DataFormat format = args.DataFormat;
        ref Shape x = ref args.X.Shape;
        ref Shape filter = ref args.Filter.Shape;
        frame._format = format;
        frame.Batch = x[0];
        frame.InChannels = x[ChannelsLast.ChannelAxis(format)];
        frame.OutChannels = isDepthwise ? frame.InChannels * filter[3] : filter[3];
        call.RequireDimension(in args.Filter, 2, frame.InChannels);

        ref Window window = ref frame.Window;
        window.InHeight = ChannelsLast.Height(in x, format);
        window.InWidth = ChannelsLast.Width(in x, format);
        window.FilterHeight = filter[0];
        window.FilterWidth = filter[1];
        Window.ReadSteps(ref call, blame.Strides, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, blame.Dilations, in args.Dilations, out window.DilationHeight, out window.DilationWidth);
        if (window.Place(ref call, blame.Pad, in args.Pad, args.DimRoundingMode, format) != Status.Ok)
        {
            return call.Status;
        }

        Shape shape = ChannelsLast.ShapeOf(frame.Batch, window.OutHeight, window.OutWidth, frame.OutChannels, format);
        Epilogue<V>.Read(
            ref call, in args.Bias, in args.PreluActivationWeights, FusedConvolutionFields.PreluActivationWeights, args.Activation, args.LeakyreluAlpha, in shape, frame.OutChannels, format, !isDepthwise, out frame.Epilogue);
        call.Output(DType.Float32, in shape, out frame._output);
        if (call.Failed || frame.IsEmpty)
        {
            return call.Status;
        }

        frame.Image = ChannelsLast.Read(ref call, in args.X, format);
        frame.Result = ChannelsLast.Begin(ref call, in frame._output, format);
        frame.Epilogue.Chain.Origin = frame.Result;
        return call.Status;
    }

    public readonly Status Finish(ref Call call)
    {
        if (call.Failed)
        {
            return call.Status;
        }

        ChannelsLast.Finish(ref call, in _output, Result, _format);
        return Epilogue.Finish(ref call, in _output);
    }
}
