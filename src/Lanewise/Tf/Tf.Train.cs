namespace Lanewise;

public static partial class Tf
{
    /// <summary>The optimizers, with TensorFlow.js's defaults. Each is disposed of by its caller.</summary>
    public static class Train
    {
        /// <summary>What keeps a divisor from being 0, where no other is given.</summary>
        internal const float Epsilon = 1e-7f;

        /// <inheritdoc cref="SgdOptimizer"/>
        public static SgdOptimizer Sgd(double learningRate) => new(learningRate);

        /// <inheritdoc cref="MomentumOptimizer"/>
        public static MomentumOptimizer Momentum(double learningRate, double momentum, bool useNesterov = false) => new(learningRate, momentum, useNesterov);

        /// <inheritdoc cref="AdagradOptimizer"/>
        /// <param name="learningRate">The rate.</param>
        /// <param name="initialAccumulatorValue">The elements of a at first.</param>
        public static AdagradOptimizer Adagrad(double learningRate, double initialAccumulatorValue = 0.1) => new(learningRate, initialAccumulatorValue);

        /// <inheritdoc cref="AdadeltaOptimizer"/>
        public static AdadeltaOptimizer Adadelta(double learningRate = 0.001, double rho = 0.95, double? epsilon = null) => new(learningRate, rho, epsilon);

        /// <inheritdoc cref="AdamOptimizer"/>
        public static AdamOptimizer Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null) =>
            new(learningRate, beta1, beta2, epsilon);

        /// <inheritdoc cref="AdamaxOptimizer"/>
        public static AdamaxOptimizer Adamax(double learningRate = 0.002, double beta1 = 0.9, double beta2 = 0.999, double? epsilon = null, double decay = 0) =>
            new(learningRate, beta1, beta2, epsilon, decay);

        /// <inheritdoc cref="RmspropOptimizer"/>
        public static RmspropOptimizer Rmsprop(
            double learningRate, double decay = 0.9, double momentum = 0, double? epsilon = null, bool centered = false) =>
            new(learningRate, decay, momentum, epsilon, centered);
    }
}
