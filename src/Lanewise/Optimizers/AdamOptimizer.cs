namespace Lanewise;

/// <summary>
/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − rate·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ). Kingma and Ba,
/// Adam: A Method for Stochastic Optimization (2014).
/// </summary>
public sealed class AdamOptimizer : Optimizer
{
    private readonly OptimizerSlot _firstMoments;
    private readonly OptimizerSlot _secondMoments;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;

    // β₁ᵗ and β₂ᵗ of the step to come
    private float _power1;
    private float _power2;

    internal AdamOptimizer(double learningRate, double beta1, double beta2, double? epsilon)
        : this(learningRate, beta1, beta2, epsilon, new("m"), new("v"))
    {
    }

    private AdamOptimizer(double learningRate, double beta1, double beta2, double? epsilon, OptimizerSlot firstMoments, OptimizerSlot secondMoments)
        : base(learningRate, firstMoments, secondMoments)
    {
        (_beta1, _beta2) = (beta1, beta2);
        (_power1, _power2) = ((float)beta1, (float)beta2);
        _epsilon = (float?)epsilon ?? Tf.Train.Epsilon;
        _firstMoments = firstMoments;
        _secondMoments = secondMoments;
    }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor first = (_firstMoments[index] * (float)_beta1) + (gradient * (float)(1 - _beta1));
        Tensor second = (_secondMoments[index] * (float)_beta2) + (gradient.Square() * (float)(1 - _beta2));
        _firstMoments[index] = first;
        _secondMoments[index] = second;
        Tensor direction = first / (1 - _power1) / ((second / (1 - _power2)).Sqrt() + _epsilon);
        return (direction * (float)-LearningRate) + variable;
    }

    private protected override void Advance()
    {
        _power1 *= (float)_beta1;
        _power2 *= (float)_beta2;
    }

    private protected override void Restore() =>
        (_power1, _power2) = ((float)Math.Pow(_beta1, Iterations + 1), (float)Math.Pow(_beta2, Iterations + 1));
}
