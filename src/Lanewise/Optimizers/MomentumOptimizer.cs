namespace Lanewise;

/// <summary>
/// Gradient descent that keeps a part of its direction: a ← momentum·a + g, w ← w − rate·a; Nesterov's form looks ahead,
/// w ← w − rate·(g + momentum·a).
/// </summary>
public sealed class MomentumOptimizer : Optimizer
{
    private readonly OptimizerSlot _accumulations;

    internal MomentumOptimizer(double learningRate, double momentum, bool useNesterov)
        : this(learningRate, momentum, useNesterov, new("momentum"))
    {
    }

    private MomentumOptimizer(double learningRate, double momentum, bool useNesterov, OptimizerSlot accumulations)
        : base(learningRate, accumulations)
    {
        Momentum = momentum;
        UseNesterov = useNesterov;
        _accumulations = accumulations;
    }

    /// <summary>The part of the direction that is kept, 0 to 1.</summary>
    public double Momentum { get; set; }

    /// <summary>Whether it is Nesterov's form.</summary>
    public bool UseNesterov { get; }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor accumulation = ((float)Momentum * _accumulations[index]) + gradient;
        _accumulations[index] = accumulation;
        Tensor direction = UseNesterov ? gradient + (accumulation * (float)Momentum) : accumulation;
        return ((float)-LearningRate * direction) + variable;
    }
}
