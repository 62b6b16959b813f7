namespace Lanewise.Models;

/// <summary>Where a model's input comes in.</summary>
internal sealed class InputLayer(LayerConfig config) : UnaryLayer(config)
{
    /// <summary>The shape with the batch, as the configuration gives it; null if it does not.</summary>
    public static int[]? ShapeOf(LayerConfig config) =>
        config.List("batch_input_shape") ?? config.List("batch_shape") ?? (config.List("input_shape") is { } shape ? [-1, .. shape] : null);

    public override Tensor Run(Tensor x, Tensor? mask) => x;
}

/// <summary>A layer that does something in training only: dropout, noise.</summary>
internal sealed class PassLayer(LayerConfig config) : UnaryLayer(config)
{
    public override bool PassesMask => true;

    public override Tensor Run(Tensor x, Tensor? mask) => x;
}

/// <summary>A layer that computes the same function of every element.</summary>
internal sealed class ElementLayer(LayerConfig config, Func<Tensor, Tensor> function, bool passesMask = false) : UnaryLayer(config)
{
    public override bool PassesMask => passesMask;

    public override Tensor Run(Tensor x, Tensor? mask) => function(x);
}

/// <summary>activation(x · kernel + bias), along the last dimension.</summary>
internal sealed class DenseLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _units = config.Int("units");
    private readonly bool _hasBias = config.Bool("use_bias", true);
    private readonly Activation? _fused = Activations.Fused(config.ActivationName("activation", "linear"));
    private readonly Func<Tensor, Tensor> _activation = config.Activation("activation", "linear");
    private Tensor? _kernel;
    private Tensor? _bias;

    public override bool PassesMask => true;

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        Tensor matrix = x.Rank == 2 ? x : Tf.Reshape(x, [-1, x.Shape[^1]]);
        Tensor y = Kernel.FusedMatMul(matrix, _kernel!, _bias, null, false, false, _fused ?? Activation.Linear, 0);
        y = _fused is null ? _activation(y) : y;
        return x.Rank == 2 ? y : Tf.Reshape(y, OutputShape([.. x.Shape]));
    }

    protected override void Build(int[] input, LayerWeights weights)
    {
        OutputShape(input);
        _kernel = Take(weights, "kernel", input[^1], _units);
        _bias = _hasBias ? Take(weights, "bias", _units) : null;
    }

    protected override int[] OutputShape(int[] input) => input.Length >= 2
        ? [.. input[..^1], _units]
        : throw Config.Problem($"takes an input of rank 2 or more, but is applied to one of shape {Text(input)}");
}

/// <summary>Whole numbers to rows of a table.</summary>
internal sealed class EmbeddingLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int _inputDim = config.Int("input_dim");
    private readonly int _outputDim = config.Int("output_dim");
    private readonly bool _masksZero = config.Bool("mask_zero", false);
    private Tensor? _embeddings;

    public override Tensor Run(Tensor x, Tensor? mask) => Kernel.GatherV2(_embeddings!, Tf.Cast(x, DType.Int32), 0, 0);

    public override Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => _masksZero ? Tf.NotEqual(inputs[0], Tf.ZerosLike(inputs[0])) : null;

    protected override void Build(int[] input, LayerWeights weights) => _embeddings = Take(weights, "embeddings", _inputDim, _outputDim);

    protected override int[] OutputShape(int[] input) => [.. input, _outputDim];
}

/// <summary>Sets steps of which all values are the mask's value to zero, and masks them.</summary>
internal sealed class MaskingLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly float _value = (float)config.Number("mask_value", 0);

    public override Tensor Run(Tensor x, Tensor? mask) => Tf.Mul(x, Tf.Cast(Kernel.Any(Differs(x), [-1], true), x.DType));

    public override Tensor? Mask(Tensor[] inputs, Tensor?[] masks) => Kernel.Any(Differs(inputs[0]), [-1], false);

    private Tensor Differs(Tensor x) => Tf.NotEqual(x, Tf.Scalar(_value));
}
