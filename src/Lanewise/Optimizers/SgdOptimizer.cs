namespace Lanewise;

/// <summary>Stochastic gradient descent: w ← w − rate·g.</summary>
public sealed class SgdOptimizer : Optimizer
{
    internal SgdOptimizer(double learningRate)
        : base(learningRate)
    {
    }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient) => ((float)-LearningRate * gradient) + variable;
}
