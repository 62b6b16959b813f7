namespace Lanewise;

/// <summary>
/// Smaller steps for what has changed much: a ← a + g², w ← w − rate·g / √(a + ε). Duchi et al., Adaptive Subgradient Methods for
/// Online Learning and Stochastic Optimization (2011).
/// </summary>
public sealed class AdagradOptimizer : Optimizer
{
    private readonly OptimizerSlot _accumulatedGrads;

    internal AdagradOptimizer(double learningRate, double initialAccumulatorValue)
        : this(learningRate, new OptimizerSlot("accumulator", initialAccumulatorValue))
    {
    }

    private AdagradOptimizer(double learningRate, OptimizerSlot accumulatedGrads)
        : base(learningRate, accumulatedGrads) => _accumulatedGrads = accumulatedGrads;

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor accumulated = _accumulatedGrads[index] + gradient.Square();
        _accumulatedGrads[index] = accumulated;
        return (gradient / (accumulated + Tf.Train.Epsilon).Sqrt() * (float)-LearningRate) + variable;
    }
}
