namespace Lanewise;

/// <summary>
/// Adam with the infinity norm: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g|), w ← w − rate / (1 + decay·t) / (1 − β₁ᵗ⁺¹)·m / (u + ε) at step t
/// from 0. Kingma and Ba, Adam: A Method for Stochastic Optimization (2014), 7.1.
/// </summary>
public sealed class AdamaxOptimizer : Optimizer
{
    private readonly OptimizerSlot _firstMoments;
    private readonly OptimizerSlot _weightedInfNorms;
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _decay;
    private readonly float _epsilon;

    // β₁ᵗ⁺¹
    private float _power1;

    internal AdamaxOptimizer(double learningRate, double beta1, double beta2, double? epsilon, double decay)
        : this(learningRate, beta1, beta2, epsilon, decay, new("m"), new("v"))
    {
    }

    private AdamaxOptimizer(
        double learningRate, double beta1, double beta2, double? epsilon, double decay, OptimizerSlot firstMoments, OptimizerSlot weightedInfNorms)
        : base(learningRate, firstMoments, weightedInfNorms)
    {
        (_beta1, _beta2, _decay) = (beta1, beta2, decay);
        _power1 = (float)beta1;
        _epsilon = (float?)epsilon ?? Tf.Train.Epsilon;
        _firstMoments = firstMoments;
        _weightedInfNorms = weightedInfNorms;
    }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor first = (_firstMoments[index] * (float)_beta1) + (gradient * (float)(1 - _beta1));
        Tensor norm = (_weightedInfNorms[index] * (float)_beta2).Maximum(gradient.Abs());
        _firstMoments[index] = first;
        _weightedInfNorms[index] = norm;
        float rate = (float)-LearningRate / ((Iterations * (float)_decay) + 1) / (1 - _power1);
        return (rate * (first / (norm + _epsilon))) + variable;
    }

    private protected override void Advance() => _power1 *= (float)_beta1;

    private protected override void Restore() => _power1 = (float)Math.Pow(_beta1, Iterations + 1);
}
