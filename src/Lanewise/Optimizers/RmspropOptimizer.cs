namespace Lanewise;

/// <summary>
/// s ← decay·s + (1 − decay)·g², a ← momentum·a + rate·g / √(s + ε), w ← w − a. If it is centered, the square of the gradient's mean
/// m ← decay·m + (1 − decay)·g is taken off s: √(s − (m² + ε)). Tieleman and Hinton, Lecture 6.5 (2012).
/// </summary>
public sealed class RmspropOptimizer : Optimizer
{
    private readonly OptimizerSlot _meanSquares;
    private readonly OptimizerSlot _moments;
    private readonly OptimizerSlot? _meanGrads;
    private readonly double _decay;
    private readonly double _momentum;
    private readonly float _epsilon;

    internal RmspropOptimizer(double learningRate, double decay, double momentum, double? epsilon, bool centered)
        : this(learningRate, decay, momentum, epsilon, new("rms"), new("momentum"), centered ? new("mg") : null)
    {
    }

    private RmspropOptimizer(
        double learningRate, double decay, double momentum, double? epsilon, OptimizerSlot meanSquares, OptimizerSlot moments, OptimizerSlot? meanGrads)
        : base(learningRate, meanGrads is null ? [meanSquares, moments] : [meanSquares, moments, meanGrads])
    {
        (_decay, _momentum) = (decay, momentum);
        _epsilon = (float?)epsilon ?? Tf.Train.Epsilon;
        (_meanSquares, _moments, _meanGrads) = (meanSquares, moments, meanGrads);
    }

    private protected override Tensor Step(int index, Variable variable, Tensor gradient)
    {
        Tensor square = (_meanSquares[index] * (float)_decay) + (gradient.Square() * (float)(1 - _decay));
        Tensor deviation = (square + _epsilon).Sqrt();
        if (_meanGrads is not null)
        {
            Tensor mean = (_meanGrads[index] * (float)_decay) + (gradient * (float)(1 - _decay));
            _meanGrads[index] = mean;
            deviation = (square - (mean.Square() + _epsilon)).Sqrt();
        }

        Tensor moment = (_moments[index] * (float)_momentum) + (gradient * (float)LearningRate / deviation);
        _meanSquares[index] = square;
        _moments[index] = moment;
        return variable - moment;
    }
}
