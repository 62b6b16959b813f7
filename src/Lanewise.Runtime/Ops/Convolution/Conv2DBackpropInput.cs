using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct Conv2DBackpropInputArgs
{
    public Tensor Dy;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public DimRoundingMode DimRoundingMode;
    public IntList InputShape;
}

/// <summary>
/// The gradient of a convolution with respect to its input, which is also the transposed convolution.
/// </summary>
public static unsafe class Conv2DBackpropInput<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("Conv2DBackpropInput")]
    public static Status Run(ref Call call, ref Conv2DBackpropInputArgs args)
    {
        call.RequireType(in args.Dy, DType.Float32);
        call.RequireType(in args.Filter, DType.Float32);
        call.RequireRank(in args.Dy, 4);
        call.RequireRank(in args.Filter, 4);
        call.RequireCount(Conv2DBackpropInputFields.InputShape, in args.InputShape, 4);
        if (call.ReadShape(Conv2DBackpropInputFields.InputShape, in args.InputShape, -1, out Shape shape) != Status.Ok)
        {
            return call.Status;
        }

        DataFormat format = args.DataFormat;
        int channels = shape[ChannelsLast.ChannelAxis(format)];
        int depth = args.Filter.Shape[3];
        Window window = default;
        window.InHeight = ChannelsLast.Height(in shape, format);
        window.InWidth = ChannelsLast.Width(in shape, format);
        window.FilterHeight = args.Filter.Shape[0];
        window.FilterWidth = args.Filter.Shape[1];
        window.DilationHeight = 1;
        window.DilationWidth = 1;
        Window.ReadSteps(ref call, Conv2DBackpropInputFields.Strides, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        window.Place(ref call, Conv2DBackpropInputFields.Pad, in args.Pad, args.DimRoundingMode, format);
        call.RequireDimension(in args.Filter, 2, channels);
        call.RequireDimension(in args.Dy, 0, shape[0]);
        call.RequireDimension(in args.Dy, ChannelsLast.ChannelAxis(format), depth);

        // More rows or columns than the window has are passed over, as tfjs's cpu backend does.
        int dyHeight = ChannelsLast.Height(in args.Dy.Shape, format);
        int dyWidth = ChannelsLast.Width(in args.Dy.Shape, format);
        if (dyHeight < window.OutHeight || dyWidth < window.OutWidth)
        {
            call.Fail(Status.Window, Conv2DBackpropInputFields.Dy, window.OutHeight, window.OutWidth, dyHeight, dyWidth);
        }

        call.Output(DType.Float32, in shape, out Tensor output);
        if (call.Failed || output.Size == 0)
        {
            return call.Status;
        }

        float* gradient = ChannelsLast.Read(ref call, in args.Dy, format);
        float* result = ChannelsLast.Begin(ref call, in output, format);
        VolumeWindow volume = VolumeWindow.Of(in window);
        InputGradient<V>.Run(ref call, in volume, gradient, 1, dyHeight, dyWidth, in args.Filter, result, shape[0]);
        if (call.Failed)
        {
            return call.Status;
        }

        ChannelsLast.Finish(ref call, in output, result, format);
        return call.Status;
    }
}
