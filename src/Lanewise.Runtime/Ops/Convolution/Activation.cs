namespace Lanewise.Runtime.Ops;

/// <summary>The activations that tfjs fuses into convolutions and matrix products.</summary>
public enum Activation
{
    Linear,
    Relu,
    Relu6,
    Prelu,
    LeakyRelu,
    Sigmoid,
    Elu,
}
