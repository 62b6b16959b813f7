namespace Lanewise.Models;

/// <summary>MaxPooling and AveragePooling over 1, 2 or 3 dimensions.</summary>
internal sealed class PoolingLayer : UnaryLayer
{
    private readonly int _dimensions;
    private readonly bool _isMax;
    private readonly int[] _size;
    private readonly int[] _strides;
    private readonly Padding _pad;
    private readonly bool _isChannelsFirst;

    public PoolingLayer(LayerConfig config, int dimensions, bool isMax)
        : base(config)
    {
        _dimensions = dimensions;
        _isMax = isMax;
        _size = config.Ints("pool_size", dimensions, 2);
        _strides = config.Find("strides") is null ? _size : config.Ints("strides", dimensions);
        _pad = config.Padding();
        _isChannelsFirst = config.IsChannelsFirst;
    }

    protected override int? Rank => _dimensions + 2;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor y = Pool(_isChannelsFirst ? Channels.ToLast(x) : x);
        return _isChannelsFirst ? Channels.ToFirst(y) : y;
    }

    protected override int[] OutputShape(int[] input)
    {
        int[] output = [.. input];
        int first = _isChannelsFirst ? 2 : 1;
        for (int i = 0; i < _dimensions; i++)
        {
            output[first + i] = Sizes.Windows(input[first + i], _size[i], _strides[i], 1, _pad, Config);
        }

        return output;
    }

    private Tensor Pool(Tensor x)
    {
        const DimRoundingMode Exact = DimRoundingMode.None;
        switch (_dimensions)
        {
            case 1:
                // An image of one column.
                Tensor image = Kernel.ExpandDims(x, 2);
                Tensor pooled = _isMax
                    ? Kernel.MaxPool(image, [_size[0], 1], [_strides[0], 1], _pad, Exact, false)
                    : Kernel.AvgPool(image, [_size[0], 1], [_strides[0], 1], _pad, Exact, false);
                return Tf.Reshape(pooled, [pooled.Shape[0], pooled.Shape[1], pooled.Shape[3]]);
            case 2:
                return _isMax
                    ? Kernel.MaxPool(x, _size, _strides, _pad, Exact, false)
                    : Kernel.AvgPool(x, _size, _strides, _pad, Exact, false);
            default:
                return _isMax
                    ? Kernel.MaxPool3D(x, _size, _strides, _pad, Exact, VolumeFormat.NDHWC)
                    : Kernel.AvgPool3D(x, _size, _strides, _pad, Exact, VolumeFormat.NDHWC);
        }
    }
}

/// <summary>GlobalMaxPooling and GlobalAveragePooling: one value a channel.</summary>
internal sealed class GlobalPoolingLayer(LayerConfig config, int dimensions, bool isMax) : UnaryLayer(config)
{
    private readonly bool _isChannelsFirst = config.IsChannelsFirst;
    private readonly bool _keepDims = config.Bool("keepdims", false);

    protected override int? Rank => dimensions + 2;

    private int[] Axes => [.. Enumerable.Range(_isChannelsFirst ? 2 : 1, dimensions)];

    public override Tensor Run(Tensor x, Tensor? mask) => isMax ? Kernel.Max(x, Axes, _keepDims) : Kernel.Mean(x, Axes, _keepDims);

    protected override int[] OutputShape(int[] input)
    {
        int channels = input[_isChannelsFirst ? 1 : ^1];
        int[] ones = _keepDims ? [.. Enumerable.Repeat(1, dimensions)] : [];
        return _isChannelsFirst ? [input[0], channels, .. ones] : [input[0], .. ones, channels];
    }
}
