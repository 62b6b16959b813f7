namespace Lanewise.Models;

/// <summary>What a fused op does to its result: adds a bias, applies an activation.</summary>
internal readonly struct Fusion
{
    private readonly int _bias;
    private readonly int _alphas;

    private Fusion(int bias, int alphas, Activation activation, double leakyAlpha)
    {
        _bias = bias;
        _alphas = alphas;
        Activation = activation;
        LeakyAlpha = leakyAlpha;
    }

    public Activation Activation { get; }

    public double LeakyAlpha { get; }

    public static Fusion From(NodeAttributes attributes)
    {
        string[] fused = Array.ConvertAll(attributes.Texts("fused_ops"), name => name.ToLowerInvariant());
        bool hasBias = fused is ["biasadd", ..];
        Activation activation = (hasBias ? fused[1..] : fused) switch
        {
            [] or ["linear"] => Activation.Linear,
            ["relu"] => Activation.Relu,
            ["relu6"] => Activation.Relu6,
            ["elu"] => Activation.Elu,
            ["sigmoid"] => Activation.Sigmoid,
            ["prelu"] => Activation.Prelu,
            ["leakyrelu"] => Activation.LeakyRelu,
            _ => throw attributes.Problem("fused_ops", "BiasAdd, an activation, or both in this order"),
        };
        int alphas = activation == Activation.Prelu ? (hasBias ? 3 : 2) : -1;
        return new Fusion(hasBias ? 2 : -1, alphas, activation, attributes.Number("leakyrelu_alpha", 0.2));
    }

    public Tensor? Bias(OpCall call) => _bias < 0 ? null : call[_bias];

    public Tensor? Alphas(OpCall call) => _alphas < 0 ? null : call[_alphas];
}
