using System.Text.Json;

namespace Lanewise.Models;

/// <summary>An image in another size.</summary>
internal sealed class ResizingLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _size = [config.Int("height"), config.Int("width")];
    private readonly bool _isNearest = IsNearest(config);
    private readonly bool _alignsCorners = !config.Bool("crop_to_aspect_ratio", false);

    public static bool IsNearest(LayerConfig config) => config.Text("interpolation", "bilinear") switch
    {
        "nearest" => true,
        "bilinear" => false,
        _ => throw config.Problem("'interpolation' is neither nearest nor bilinear"),
    };

    public override Tensor Run(Tensor x, Tensor? mask) => _isNearest
        ? Kernel.ResizeNearestNeighbor(x, _alignsCorners, false, _size)
        : Kernel.ResizeBilinear(x, _alignsCorners, false, _size);

    protected override int? Rank => 4;

    protected override int[] OutputShape(int[] input) => [input[0], .. _size, input[3]];
}

/// <summary>The middle of an image; of a smaller one, the whole enlarged.</summary>
internal sealed class CenterCropLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _height = config.Int("height");
    private readonly int _width = config.Int("width");

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        int top = (int)Math.Floor((x.Shape[1] - _height) / 2.0);
        int left = (int)Math.Floor((x.Shape[2] - _width) / 2.0);

        // TensorFlow.js takes the right one of two middles.
        left = left == 0 && x.Shape[2] != _width ? 1 : left;
        return top >= 0 && left >= 0
            ? Kernel.Slice(x, [0, top, left, 0], [x.Shape[0], _height, _width, x.Shape[3]])
            : Tf.Cast(Kernel.ResizeBilinear(x, false, false, [_height, _width]), x.DType);
    }

    protected override int? Rank => 4;

    protected override int[] OutputShape(int[] input) => [input[0], _height, _width, input[3]];
}

/// <summary>Whole numbers to vectors that tell which of them are there, or how often.</summary>
internal sealed class CategoryEncodingLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _count = config.Int("num_tokens");
    private readonly string _mode = config.Text("output_mode", "multi_hot") switch
    {
        "multi_hot" or "multiHot" => "multi_hot",
        "one_hot" or "oneHot" => "one_hot",
        "count" => "count",
        var other => throw config.Problem($"'output_mode' is '{other}', but multi_hot, one_hot or count was expected"),
    };

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor tokens = Tf.Cast(x, DType.Int32);
        if (_mode == "one_hot")
        {
            int[] flat = x.Shape[^1] == 1 ? [.. x.Shape[..^1]] : [.. x.Shape];
            return Kernel.OneHot(Tf.Reshape(tokens, flat), _count, 1, 0, DType.Float32);
        }

        return Tf.Cast(Kernel.DenseBincount(tokens, Tf.Tensor(ReadOnlySpan<float>.Empty, [0]), _count, _mode == "multi_hot"), DType.Float32);
    }

    protected override int[] OutputShape(int[] input) =>
        _mode == "one_hot" && input[^1] != 1 ? [.. input, _count] : [.. input[..^1], _count];
}

/// <summary>An image in another width, which is drawn anew for each run.</summary>
internal sealed class RandomWidthLayer : UnaryLayer
{
    private readonly double _least;
    private readonly double _most;
    private readonly bool _isNearest;
    private readonly double? _seed;
    private int _runs = -1;

    public RandomWidthLayer(LayerConfig config)
        : base(config)
    {
        (_least, _most) = config.Find("factor") switch
        {
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 2 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
                (list[0].GetDouble(), list[1].GetDouble()),
            { ValueKind: JsonValueKind.Number } number => (-number.GetDouble(), number.GetDouble()),
            _ => throw config.Problem("'factor' is neither a number nor two"),
        };
        _isNearest = ResizingLayer.IsNearest(config);
        _seed = config.Find("seed") is null ? null : config.Number("seed", 0);
        if (_least < -1 || _most < _least)
        {
            throw config.Problem($"'factor' is from {_least} to {_most}");
        }
    }

    protected override int? Rank => 4;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        BackendRegistry.Current.Recording?.Refuse($"{Config.Title} draws a random number");
        double? seed = _seed + Interlocked.Increment(ref _runs);
        float factor = Tf.RandomUniform([1], 1 + _least, 1 + _most, DType.Float32, seed).ToArray<float>()[0];
        int[] size = [x.Shape[1], (int)Math.Floor(factor * (double)x.Shape[2] + 0.5)];
        return _isNearest ? Kernel.ResizeNearestNeighbor(x, false, false, size) : Kernel.ResizeBilinear(x, false, false, size);
    }

    protected override int[] OutputShape(int[] input) => [input[0], input[1], -1, input[3]];
}
