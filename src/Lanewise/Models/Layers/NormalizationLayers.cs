namespace Lanewise.Models;

/// <summary>(x - mean) / √(variance + ε) · gamma + beta, with the statistics of the training.</summary>
internal sealed class BatchNormalizationLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _axis = config.List("axis") is { } axes ? axes[0] : -1;
    private readonly double _epsilon = config.Number("epsilon", 1e-3);
    private readonly bool _hasGamma = config.Bool("scale", true);
    private readonly bool _hasBeta = config.Bool("center", true);
    private Tensor? _gamma;
    private Tensor? _beta;
    private Tensor? _mean;
    private Tensor? _variance;

    public override bool PassesMask => true;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        int axis = Axis(x.Rank);
        if (axis == x.Rank - 1)
        {
            return Tf.BatchNorm(x, _mean!, _variance!, _beta, _gamma, _epsilon);
        }

        int[] shape = [.. Enumerable.Repeat(1, x.Rank)];
        shape[axis] = x.Shape[axis];
        Tensor scale = Kernel.Rsqrt(Tf.Add(_variance!, Tf.Scalar((float)_epsilon)));
        scale = _gamma is null ? scale : Tf.Mul(scale, _gamma);
        Tensor y = Tf.Mul(Tf.Sub(x, Tf.Reshape(_mean!, shape)), Tf.Reshape(scale, shape));
        return _beta is null ? y : Tf.Add(y, Tf.Reshape(_beta, shape));
    }

    protected override void Build(int[] input, LayerWeights weights)
    {
        int count = Known(input, Axis(input.Length));
        _gamma = _hasGamma ? Take(weights, "gamma", count) : null;
        _beta = _hasBeta ? Take(weights, "beta", count) : null;
        _mean = Take(weights, "moving_mean", count);
        _variance = Take(weights, "moving_variance", count);
    }

    private int Axis(int rank) => _axis >= -rank && _axis < rank
        ? (_axis + rank) % rank
        : throw Config.Problem($"'axis' is {_axis}, but the input has rank {rank}");
}

/// <summary>The same with the statistics of each example along some axes.</summary>
internal sealed class LayerNormalizationLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _configured = config.List("axis") ?? [-1];
    private readonly double _epsilon = config.Number("epsilon", 1e-3);
    private readonly bool _hasGamma = config.Bool("scale", true);
    private readonly bool _hasBeta = config.Bool("center", true);
    private Tensor? _gamma;
    private Tensor? _beta;

    public override bool PassesMask => true;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        int[] axes = Axes(x.Rank);
        int[] shape = [.. Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? x.Shape[axis] : 1)];
        Tensor difference = Tf.Sub(x, Kernel.Mean(x, axes, true));
        Tensor variance = Kernel.Mean(Kernel.Square(difference), axes, true);
        Tensor y = Tf.Mul(difference, Kernel.Rsqrt(Tf.Add(variance, Tf.Scalar((float)_epsilon))));
        y = _gamma is null ? y : Tf.Mul(y, Tf.Reshape(_gamma, shape));
        return _beta is null ? y : Tf.Add(y, Tf.Reshape(_beta, shape));
    }

    protected override void Build(int[] input, LayerWeights weights)
    {
        int[] shape = [.. Axes(input.Length).Select(axis => Known(input, axis))];
        _gamma = _hasGamma ? Take(weights, "gamma", shape) : null;
        _beta = _hasBeta ? Take(weights, "beta", shape) : null;
    }

    private int[] Axes(int rank) => [.. _configured.Select(axis => axis >= -rank && axis < rank
        ? (axis + rank) % rank
        : throw Config.Problem($"'axis' holds {axis}, but the input has rank {rank}"))];
}
