namespace Lanewise;

/// <summary>
/// u = g·√(b + ε) / √(a + ε), a ← ρ·a + (1 − ρ)·g², b ← ρ·b + (1 − ρ)·u², w ← w − rate·u. Zeiler, ADADELTA: An Adaptive Learning
/// Rate Method (2012). As in tfjs a is the one from before the step.
/// </summary>
public sealed class AdadeltaOptimizer : Optimizer
{
    private readonly OptimizerSlot _accumulatedGrads;
    private readonly OptimizerSlot _accumulatedUpdates;
    private readonly double _rho;
    private readonly float _epsilon;

    internal AdadeltaOptimizer(double learningRate, double rho, double? epsilon)
        : this(learningRate, rho, epsilon, new("accum_grad"), new("accum_var"))
    {
    }

    private AdadeltaOptimizer(double learningRate, double rho, double? epsilon, OptimizerSlot accumulatedGrads, OptimizerSlot accumulatedUpdates)
        : base(learningRate, accumulatedGrads, accumulatedUpdates)
    {
        _rho = rho;
        _epsilon = (float?)epsilon ?? Tf.Train.Epsilon;
        _accumulatedGrads = accumulatedGrads;
        _accumulatedUpdates = accumulatedUpdates;
    }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor grads = _accumulatedGrads[index];
        Tensor updates = _accumulatedUpdates[index];
        Tensor update = (updates + _epsilon).Sqrt() / (grads + _epsilon).Sqrt() * gradient;
        _accumulatedGrads[index] = (grads * (float)_rho) + (gradient.Square() * (float)(1 - _rho));
        _accumulatedUpdates[index] = (updates * (float)_rho) + (update.Square() * (float)(1 - _rho));
        return (update * (float)-LearningRate) + variable;
    }
}
