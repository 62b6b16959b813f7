namespace Lanewise.Models;

/// <summary>The activations that layers may name.</summary>
internal static class Activations
{
    /// <summary>Null for a name that is not known.</summary>
    public static Func<Tensor, Tensor>? Find(string name) => name switch
    {
        "linear" => x => x,
        "relu" => Tf.Relu,
        "relu6" => Tf.Relu6,
        "elu" => Tf.Elu,
        "selu" => Tf.Selu,
        "sigmoid" => Tf.Sigmoid,
        "hard_sigmoid" or "hardSigmoid" => HardSigmoid,
        "softplus" => Tf.Softplus,
        "softsign" => x => Tf.Div(x, Tf.Add(Tf.Abs(x), Tf.Scalar(1f))),
        "tanh" => Tf.Tanh,
        "softmax" => x => Tf.Softmax(x),
        "log_softmax" or "logSoftmax" => x => Tf.LogSoftmax(x),
        "exponential" => Tf.Exp,
        "swish" or "silu" => x => Tf.Mul(Tf.Sigmoid(x), x),
        "mish" => x => Tf.Mul(x, Tf.Tanh(Tf.Softplus(x))),
        "gelu" => Gelu,
        "gelu_new" => GeluByTanh,
        _ => null,
    };

    /// <summary>What the fused kernels apply themselves; null for another.</summary>
    public static Activation? Fused(string name) => name switch
    {
        "linear" => Activation.Linear,
        "relu" => Activation.Relu,
        "elu" => Activation.Elu,
        _ => null,
    };

    /// <summary>0.2 x + 0.5, clipped to 0 and 1.</summary>
    private static Tensor HardSigmoid(Tensor x) =>
        Kernel.ClipByValue(Tf.Add(Tf.Mul(x, Tf.Scalar(0.2f)), Tf.Scalar(0.5f)), 0, 1);

    /// <summary>x Φ(x), with the normal distribution's Φ(x) = (1 + erf(x / √2)) / 2.</summary>
    private static Tensor Gelu(Tensor x)
    {
        Tensor erf = Tf.Erf(Tf.Div(x, Tf.Scalar(MathF.Sqrt(2))));
        return Tf.Mul(x, Tf.Mul(Tf.Scalar(0.5f), Tf.Add(Tf.Scalar(1f), erf)));
    }

    /// <summary>The same with Φ(x) near (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2.</summary>
    private static Tensor GeluByTanh(Tensor x)
    {
        Tensor cubic = Tf.Mul(Tf.Scalar(0.044715f), Tf.Pow(x, Tf.Scalar(3f)));
        Tensor tanh = Tf.Tanh(Tf.Mul(Tf.Scalar(MathF.Sqrt(2 / MathF.PI)), Tf.Add(x, cubic)));
        return Tf.Mul(Tf.Scalar(0.5f), Tf.Mul(x, Tf.Add(Tf.Scalar(1f), tanh)));
    }
}
