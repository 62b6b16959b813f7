namespace Lanewise.Models;

/// <summary>All dimensions but the batch become one.</summary>
internal sealed class FlattenLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly bool _isChannelsFirst = config.IsChannelsFirst;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor ordered = _isChannelsFirst ? Channels.ToLast(x) : x;
        return Tf.Reshape(ordered, [x.Shape[0], x.Shape[0] == 0 ? 0 : x.Size / x.Shape[0]]);
    }

    protected override int[] OutputShape(int[] input) => [input[0], Sizes.Product(input.AsSpan(1))];
}

/// <summary>The same values in another shape, in which one dimension may be left open.</summary>
internal sealed class ReshapeLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _target = config.List("target_shape") ?? throw config.Problem("'target_shape' is missing");

    public override Tensor Run(Tensor x, Tensor? mask) => Tf.Reshape(x, OutputShape([.. x.Shape]));

    protected override int[] OutputShape(int[] input)
    {
        int size = Sizes.Product(input.AsSpan(1));
        int open = Array.IndexOf(_target, -1);
        int known = Sizes.Product(Array.FindAll(_target, dimension => dimension >= 0));
        if (size < 0)
        {
            return [input[0], .. _target];
        }

        if (open < 0 ? size != known : known == 0 || size % known != 0)
        {
            throw Config.Problem($"cannot give {Text(input)} the shape {Text([input[0], .. _target])}");
        }

        return [input[0], .. _target.Select(dimension => dimension < 0 ? size / known : dimension)];
    }
}

/// <summary>The dimensions behind the batch, counted from 1, in another order.</summary>
internal sealed class PermuteLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _order = [0, .. config.List("dims") ?? throw config.Problem("'dims' is missing")];

    protected override int? Rank => _order.Length;

    public override Tensor Run(Tensor x, Tensor? mask) => Kernel.Transpose(x, _order);

    protected override int[] OutputShape(int[] input) => _order.Order().SequenceEqual(Enumerable.Range(0, _order.Length))
        ? [.. _order.Select(axis => input[axis])]
        : throw Config.Problem($"'dims' is no permutation of 1 to {_order.Length - 1}");
}

/// <summary>A vector n times: [batch, features] to [batch, n, features].</summary>
internal sealed class RepeatVectorLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _count = config.Int("n");

    protected override int? Rank => 2;

    public override Tensor Run(Tensor x, Tensor? mask) => Kernel.Tile(Kernel.ExpandDims(x, 1), [1, _count, 1]);

    protected override int[] OutputShape(int[] input) => [input[0], _count, input[1]];
}

/// <summary>Cuts borders off an image.</summary>
internal sealed class Cropping2DLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly Borders _borders = Borders.From(config, "cropping");

    protected override int? Rank => 4;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        int[] begin = [0, 0, 0, 0];
        begin[_borders.Height] = _borders.Top;
        begin[_borders.Width] = _borders.Left;
        return Kernel.Slice(x, begin, OutputShape([.. x.Shape]));
    }

    protected override int[] OutputShape(int[] input) => _borders.Grow(input, -1, Config);
}

/// <summary>Puts borders of zeros around an image.</summary>
internal sealed class ZeroPadding2DLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly Borders _borders = Borders.From(config, "padding");

    protected override int? Rank => 4;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        int[] paddings = [0, 0, 0, 0, 0, 0, 0, 0];
        paddings[2 * _borders.Height] = _borders.Top;
        paddings[2 * _borders.Height + 1] = _borders.Bottom;
        paddings[2 * _borders.Width] = _borders.Left;
        paddings[2 * _borders.Width + 1] = _borders.Right;
        return Kernel.PadV2(x, paddings, 0);
    }

    protected override int[] OutputShape(int[] input) => _borders.Grow(input, 1, Config);
}

/// <summary>Enlarges an image by whole factors.</summary>
internal sealed class UpSampling2DLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _factors = config.Ints("size", 2, 2);
    private readonly bool _isChannelsFirst = config.IsChannelsFirst;
    private readonly bool _isNearest = config.Text("interpolation", "nearest") switch
    {
        "nearest" => true,
        "bilinear" => false,
        _ => throw config.Problem("'interpolation' is neither nearest nor bilinear"),
    };

    protected override int? Rank => 4;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor image = _isChannelsFirst ? Channels.ToLast(x) : x;
        int[] size = OutputShape([.. x.Shape])[(_isChannelsFirst ? 2 : 1)..][..2];
        Tensor y = _isNearest ? Kernel.ResizeNearestNeighbor(image, false, false, size) : Kernel.ResizeBilinear(image, false, false, size);
        return _isChannelsFirst ? Channels.ToFirst(y) : y;
    }

    protected override int[] OutputShape(int[] input)
    {
        int first = _isChannelsFirst ? 2 : 1;
        int[] output = [.. input];
        for (int i = 0; i < 2; i++)
        {
            output[first + i] = input[first + i] < 0 ? -1 : Sizes.Checked((long)_factors[i] * input[first + i], Config);
        }

        return output;
    }
}
