namespace Lanewise;

/// <summary>How the losses of the elements become one.</summary>
public enum Reduction
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>Their mean, divided by the mean of the weights.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum, divided by the number of weights that are not 0.</summary>
    SumByNonzeroWeights,
}

public static partial class Tf
{
    /// <summary>Losses of predictions, with weights that broadcast to them.</summary>
    public static class Losses
    {
        /// <summary>|labels − predictions|.</summary>
        public static Tensor AbsoluteDifference(
            Tensor labels, Tensor predictions, Tensor? weights = null, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            return scope.Leave(ComputeWeightedLoss(labels.Sub(predictions).Abs(), weights, reduction));
        }

        /// <summary>The losses times their weights, reduced.</summary>
        public static Tensor ComputeWeightedLoss(Tensor losses, Tensor? weights = null, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            Require.Number(losses);
            using Scope scope = Scope.Open();
            Tensor weighted = weights is null ? losses : losses.Mul(weights);
            return scope.Leave(reduction switch
            {
                Reduction.None => weights is null ? Clone(weighted) : weighted,
                Reduction.Sum => weighted.Sum(),
                Reduction.Mean when weights is null => weighted.Mean(),
                Reduction.Mean => weighted.Sum().Div(weights.Sum()).Div(Math.Max(1, (float)losses.Size / weights.Size)),
                _ when weights is null => weighted.Sum().Div(losses.Size),
                _ => weighted.Sum().Div(weights.Mul(Ones(losses.Shape.AsSpan())).NotEqual(0).Sum().ToFloat()),
            });
        }

        /// <summary>1 − Σ labels · predictions along an axis, of vectors of length 1.</summary>
        public static Tensor CosineDistance(
            Tensor labels, Tensor predictions, int axis, Tensor? weights = null, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            return scope.Leave(ComputeWeightedLoss(Sub(1, labels.Mul(predictions).Sum([axis], keepDims: true)), weights, reduction));
        }

        /// <summary>max(0, 1 − (2 · labels − 1) · predictions), of labels 0 and 1.</summary>
        public static Tensor HingeLoss(Tensor labels, Tensor predictions, Tensor? weights = null, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            return scope.Leave(ComputeWeightedLoss(Sub(1, labels.Mul(2).Sub(1).Mul(predictions)).Relu(), weights, reduction));
        }

        /// <summary>Half the square of an error up to delta, and beyond it linear (Huber 1964).</summary>
        public static Tensor HuberLoss(
            Tensor labels, Tensor predictions, Tensor? weights = null, double delta = 1, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            Tensor error = predictions.Sub(labels).Abs();
            Tensor quadratic = error.Minimum((float)delta);
            return scope.Leave(ComputeWeightedLoss(quadratic.Square().Mul(0.5f).Add(error.Sub(quadratic).Mul((float)delta)), weights, reduction));
        }

        /// <summary>−labels · ln(predictions + ε) − (1 − labels) · ln(1 − predictions + ε).</summary>
        public static Tensor LogLoss(
            Tensor labels, Tensor predictions, Tensor? weights = null, double epsilon = 1e-7, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            Tensor positive = labels.Mul(predictions.Add((float)epsilon).Log()).Neg();
            Tensor negative = Sub(1, labels).Mul(Sub(1, predictions).Add((float)epsilon).Log());
            return scope.Leave(ComputeWeightedLoss(positive.Sub(negative), weights, reduction));
        }

        /// <summary>(labels − predictions)².</summary>
        public static Tensor MeanSquaredError(Tensor labels, Tensor predictions, Tensor? weights = null, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(labels, predictions);
            using Scope scope = Scope.Open();
            return scope.Leave(ComputeWeightedLoss(labels.SquaredDifference(predictions), weights, reduction));
        }

        /// <summary>The cross entropy of labels and the sigmoids of logits, as max(x, 0) − x·z + ln(1 + e^−|x|).</summary>
        /// <param name="multiClassLabels">The labels, 0 to 1.</param>
        /// <param name="logits">The logits, of their shape.</param>
        /// <param name="weights">The weights.</param>
        /// <param name="labelSmoothing">How much the labels are moved towards a half.</param>
        /// <param name="reduction">How the losses become one.</param>
        public static Tensor SigmoidCrossEntropy(
            Tensor multiClassLabels, Tensor logits, Tensor? weights = null, double labelSmoothing = 0, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(multiClassLabels, logits);
            using Scope scope = Scope.Open();
            Tensor labels = labelSmoothing > 0 ? multiClassLabels.Mul((float)(1 - labelSmoothing)).Add((float)(0.5 * labelSmoothing)) : multiClassLabels;
            Tensor losses = logits.Relu().Sub(logits.Mul(labels)).Add(logits.Abs().Neg().Exp().Log1p());
            return scope.Leave(ComputeWeightedLoss(losses, weights, reduction));
        }

        /// <summary>The cross entropy of labels and the softmax of logits along the last dimension.</summary>
        /// <param name="onehotLabels">The labels, of each line 1 for one class.</param>
        /// <param name="logits">The logits, of their shape.</param>
        /// <param name="weights">The weights.</param>
        /// <param name="labelSmoothing">How much the labels are moved towards the same for all classes.</param>
        /// <param name="reduction">How the losses become one.</param>
        public static Tensor SoftmaxCrossEntropy(
            Tensor onehotLabels, Tensor logits, Tensor? weights = null, double labelSmoothing = 0, Reduction reduction = Reduction.SumByNonzeroWeights)
        {
            CheckShapes(onehotLabels, logits);
            using Scope scope = Scope.Open();
            Tensor labels = labelSmoothing > 0
                ? onehotLabels.Mul((float)(1 - labelSmoothing)).Add((float)labelSmoothing / Require.Rank(onehotLabels, 2, 8).Shape[1])
                : onehotLabels;
            Tensor log = logits.ToFloat().Sub(logits.LogSumExp([-1], keepDims: true));
            return scope.Leave(ComputeWeightedLoss(log.Mul(labels).Neg().Sum([-1]), weights, reduction));
        }

        private static void CheckShapes(Tensor labels, Tensor predictions, [System.Runtime.CompilerServices.CallerMemberName] string op = "") => Require.That(
            Require.Number(labels, op: op).Shape.AsSpan().SequenceEqual(Require.Number(predictions, op: op).Shape.AsSpan()),
            $"labels and predictions must have one shape, but are {Require.Text(labels)} and {Require.Text(predictions)}",
            op);
    }
}
