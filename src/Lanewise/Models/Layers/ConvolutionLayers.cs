namespace Lanewise.Models;

/// <summary>What convolutions of all kinds have in common: window, bias and activation.</summary>
internal abstract class ConvolutionLayer(LayerConfig config, int dimensions) : UnaryLayer(config)
{
    private readonly bool _hasBias = config.Bool("use_bias", true);
    private readonly Func<Tensor, Tensor> _activation = config.Activation("activation", "linear");

    protected int[] KernelSize { get; } = config.Ints("kernel_size", dimensions);

    protected int[] Strides { get; } = config.Ints("strides", dimensions, 1);

    protected int[] Dilations { get; } = config.Ints("dilation_rate", dimensions, 1);

    protected Padding Pad { get; } = config.Padding();

    protected bool IsChannelsFirst { get; } = config.IsChannelsFirst;

    protected Tensor? Bias { get; private set; }

    protected override int? Rank => dimensions + 2;

    protected int ChannelAxis => IsChannelsFirst ? 1 : dimensions + 1;

    /// <summary>What a fused kernel applies; null for an activation that it does not know.</summary>
    protected Activation? Fused { get; } = Activations.Fused(config.ActivationName("activation", "linear"));

    protected abstract int Filters(int channels);

    public sealed override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor y = Convolve(IsChannelsFirst ? Channels.ToLast(x) : x);
        return IsChannelsFirst ? Channels.ToFirst(y) : y;
    }

    /// <summary>The convolution with bias and activation; the channels are last.</summary>
    protected abstract Tensor Convolve(Tensor x);

    protected Tensor Finish(Tensor y) => _activation(Bias is null ? y : Tf.Add(y, Bias));

    protected Tensor Activate(Tensor y) => Fused is null ? _activation(y) : y;

    protected void TakeBias(LayerWeights weights, int[] input) =>
        Bias = _hasBias ? Take(weights, "bias", Filters(input[ChannelAxis])) : null;

    protected override int[] OutputShape(int[] input)
    {
        int[] output = [.. input];
        int first = IsChannelsFirst ? 2 : 1;
        for (int i = 0; i < dimensions; i++)
        {
            output[first + i] = OutputSize(input[first + i], i);
        }

        output[ChannelAxis] = Filters(input[ChannelAxis]);
        return output;
    }

    protected virtual int OutputSize(int size, int i) => Sizes.Windows(size, KernelSize[i], Strides[i], Dilations[i], Pad, Config);
}

/// <summary>Conv1D, Conv2D, Conv3D.</summary>
internal sealed class ConvLayer(LayerConfig config, int dimensions) : ConvolutionLayer(config, dimensions)
{
    private readonly int _dimensions = dimensions;
    private readonly int _filters = config.Int("filters");
    private Tensor? _kernel;

    protected override int Filters(int channels) => _filters;

    protected override Tensor Convolve(Tensor x) => _dimensions switch
    {
        1 => Finish(Tf.Conv1D(x, _kernel!, Strides[0], Pad, dilation: Dilations[0])),
        2 => Activate(Kernel.FusedConv2D(
            x, _kernel!, Bias, null, Strides, Pad, DataFormat.NHWC, Dilations, DimRoundingMode.None, Fused ?? Activation.Linear, 0)),
        _ => Finish(Kernel.Conv3D(x, _kernel!, Strides, Pad, VolumeFormat.NDHWC, Dilations)),
    };

    protected override void Build(int[] input, LayerWeights weights)
    {
        _kernel = Take(weights, "kernel", [.. KernelSize, Known(input, ChannelAxis), _filters]);
        TakeBias(weights, input);
    }
}

/// <summary>Conv2DTranspose, Conv3DTranspose.</summary>
internal sealed class ConvTransposeLayer(LayerConfig config, int dimensions) : ConvolutionLayer(config, dimensions)
{
    private readonly int _dimensions = dimensions;
    private readonly int _filters = config.Int("filters");
    private Tensor? _kernel;

    protected override int Filters(int channels) => _filters;

    protected override Tensor Convolve(Tensor x)
    {
        int[] shape = [x.Shape[0], .. Enumerable.Range(0, _dimensions).Select(i => OutputSize(x.Shape[i + 1], i)), _filters];
        return Finish(_dimensions == 2
            ? Kernel.Conv2DBackpropInput(x, _kernel!, Strides, Pad, DataFormat.NHWC, DimRoundingMode.None, shape)
            : Kernel.Conv3DBackpropInputV2(x, _kernel!, Strides, Pad, shape));
    }

    protected override void Build(int[] input, LayerWeights weights)
    {
        _kernel = Take(weights, "kernel", [.. KernelSize, _filters, Known(input, ChannelAxis)]);
        TakeBias(weights, input);
    }

    protected override int OutputSize(int size, int i) => Sizes.Transposed(size, KernelSize[i], Strides[i], Pad, Config);
}

/// <summary>DepthwiseConv2D: each channel by itself.</summary>
internal sealed class DepthwiseLayer(LayerConfig config) : ConvolutionLayer(config, 2)
{
    private readonly int _multiplier = config.Int("depth_multiplier", 1);
    private Tensor? _kernel;

    protected override int Filters(int channels) => channels < 0 ? -1 : channels * _multiplier;

    protected override Tensor Convolve(Tensor x) => Activate(Kernel.FusedDepthwiseConv2D(
        x, _kernel!, Bias, null, Strides, Pad, DataFormat.NHWC, Dilations, DimRoundingMode.None, Fused ?? Activation.Linear, 0));

    protected override void Build(int[] input, LayerWeights weights)
    {
        _kernel = Take(weights, "depthwise_kernel", [.. KernelSize, Known(input, ChannelAxis), _multiplier]);
        TakeBias(weights, input);
    }
}

/// <summary>SeparableConv2D: each channel by itself, then all channels at each pixel.</summary>
internal sealed class SeparableLayer(LayerConfig config) : ConvolutionLayer(config, 2)
{
    private readonly int _filters = config.Int("filters");
    private readonly int _multiplier = config.Int("depth_multiplier", 1);
    private Tensor? _depthwise;
    private Tensor? _pointwise;

    protected override int Filters(int channels) => _filters;

    protected override Tensor Convolve(Tensor x)
    {
        Tensor depths = Kernel.DepthwiseConv2dNative(x, _depthwise!, Strides, Pad, DataFormat.NHWC, Dilations, DimRoundingMode.None);
        return Activate(Kernel.FusedConv2D(
            depths, _pointwise!, Bias, null, [1, 1], Padding.Valid, DataFormat.NHWC, [1, 1], DimRoundingMode.None, Fused ?? Activation.Linear, 0));
    }

    protected override void Build(int[] input, LayerWeights weights)
    {
        int channels = Known(input, ChannelAxis);
        _depthwise = Take(weights, "depthwise_kernel", [.. KernelSize, channels, _multiplier]);
        _pointwise = Take(weights, "pointwise_kernel", 1, 1, channels * _multiplier, _filters);
        TakeBias(weights, input);
    }
}
