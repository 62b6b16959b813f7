namespace Lanewise.Models;

/// <summary>x, or alpha x where x is negative, with alphas that were learned.</summary>
internal sealed class PReLULayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _sharedAxes = config.List("shared_axes") ?? [];
    private Tensor? _alpha;

    public override bool PassesMask => true;

    public override Tensor Run(Tensor x, Tensor? mask) => Tf.Prelu(x, _alpha!);

    protected override void Build(int[] input, LayerWeights weights)
    {
        int[] shape = input[1..];
        foreach (int axis in _sharedAxes)
        {
            if (axis < 1 || axis >= input.Length)
            {
                throw Config.Problem($"'shared_axes' holds {axis}, but the input has rank {input.Length}");
            }

            shape[axis - 1] = 1;
        }

        _alpha = Take(weights, "alpha", shape);
    }
}

/// <summary>Softmax along an axis or several; what is masked gets next to nothing.</summary>
internal sealed class SoftmaxLayer(LayerConfig config) : UnaryLayer(config)
{
    private readonly int[] _axes = config.List("axis") ?? [-1];

    public override Tensor Run(Tensor x, Tensor? mask)
    {
        if (mask is not null)
        {
            Tensor hidden = Tf.Sub(Tf.Scalar(1f), Tf.Cast(mask, x.DType));
            x = Tf.Add(x, Tf.Mul(hidden, Tf.Scalar(-1e9f)));
        }

        return _axes.Length == 1 ? Tf.Softmax(x, _axes[0]) : Tf.Exp(Tf.Sub(x, Tf.LogSumExp(x, _axes, true)));
    }
}
