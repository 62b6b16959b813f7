namespace Lanewise;

public static partial class Tf
{
    /// <summary>(x − mean) / √(variance + ε) · scale + offset.</summary>
    /// <param name="x">The tensor, of rank up to 4.</param>
    /// <param name="mean">The means: per channel, or of the shape of x.</param>
    /// <param name="variance">The variances, of the shape of the means.</param>
    /// <param name="offset">What is added, 0 by default.</param>
    /// <param name="scale">What is multiplied with, 1 by default.</param>
    /// <param name="varianceEpsilon">What keeps the root from 0.</param>
    public static Tensor BatchNorm(this Tensor x, Tensor mean, Tensor variance, Tensor? offset = null, Tensor? scale = null, double varianceEpsilon = 0.001)
    {
        Require.Rank(x, 0, 4);
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(variance);
        foreach ((Tensor? tensor, string name) in new[] { (variance, nameof(variance)), (offset, nameof(offset)), (scale, nameof(scale)) })
        {
            Require.That(tensor is null || tensor.Rank == mean.Rank, $"{name} must have the rank of mean, but they are {(tensor is null ? "" : Require.Text(tensor))} and {Require.Text(mean)}");
        }

        using Scope scope = Scope.Open();
        Tensor wide = x.Rank switch
        {
            0 or 1 => x.Reshape([1, 1, 1, x.Size]),
            2 => x.Reshape([1, 1, .. x.Shape]),
            3 => x.Reshape([1, .. x.Shape]),
            _ => x,
        };
        return scope.Leave(Kernel.FusedBatchNorm(wide, mean, variance, offset, scale, varianceEpsilon).Reshape(x.Shape.AsSpan()));
    }

    /// <summary><see cref="BatchNorm"/> of a matrix.</summary>
    public static Tensor BatchNorm2D(Tensor x, Tensor mean, Tensor variance, Tensor? offset = null, Tensor? scale = null, double varianceEpsilon = 0.001) =>
        BatchNorm(Require.Rank(x, 2, 2), mean, variance, offset, scale, varianceEpsilon);

    /// <summary><see cref="BatchNorm"/> of a tensor of rank 3.</summary>
    public static Tensor BatchNorm3D(Tensor x, Tensor mean, Tensor variance, Tensor? offset = null, Tensor? scale = null, double varianceEpsilon = 0.001) =>
        BatchNorm(Require.Rank(x, 3, 3), mean, variance, offset, scale, varianceEpsilon);

    /// <summary><see cref="BatchNorm"/> of a tensor of rank 4.</summary>
    public static Tensor BatchNorm4D(Tensor x, Tensor mean, Tensor variance, Tensor? offset = null, Tensor? scale = null, double varianceEpsilon = 0.001) =>
        BatchNorm(Require.Rank(x, 4, 4), mean, variance, offset, scale, varianceEpsilon);

    /// <summary>x / (bias + alpha · Σ x²)^beta, the sum over the channels next to each.</summary>
    /// <param name="x">float32 [batch, height, width, channels], or without the batch.</param>
    /// <param name="depthRadius">How many channels on each side count.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="alpha">The factor.</param>
    /// <param name="beta">The exponent.</param>
    public static Tensor LocalResponseNormalization(this Tensor x, int depthRadius = 5, double bias = 1, double alpha = 1, double beta = 0.5)
    {
        using Scope scope = Scope.Open();
        Tensor batch = Batches.Of(x, 4);
        return Batches.Leave(scope, Kernel.LRN(batch, depthRadius, bias, alpha, beta), x.Rank == 3);
    }

    /// <summary>e^x / Σ e^x along the last dimension, of float32.</summary>
    /// <exception cref="ArgumentException">The dimension is another.</exception>
    public static Tensor Softmax(this Tensor logits, int dim = -1)
    {
        CheckLast(Require.Float(logits), dim);
        return Kernel.Softmax(logits, logits.Rank - 1);
    }

    /// <summary>x − ln Σ e^x along the last dimension, computed from x − max x.</summary>
    /// <exception cref="ArgumentException">The dimension is another.</exception>
    public static Tensor LogSoftmax(this Tensor logits, int axis = -1)
    {
        CheckLast(Require.Number(logits), axis);
        using Scope scope = Scope.Open();
        int last = logits.Rank - 1;
        Tensor shifted = logits.Sub(logits.Max([last], keepDims: true)).ToFloat();
        return scope.Leave(shifted.Sub(shifted.Exp().Sum([last], keepDims: true).Log()));
    }

    /// <summary>x with elements dropped at random, and the others divided by the rate at which they stay.</summary>
    /// <param name="x">float32.</param>
    /// <param name="rate">The rate at which elements are dropped, 0 ≤ rate &lt; 1.</param>
    /// <param name="noiseShape">The shape of what is random, which broadcasts to x; by default that of x.</param>
    /// <param name="seed">The same seed drops the same elements.</param>
    public static Tensor Dropout(Tensor x, double rate, ReadOnlySpan<int> noiseShape = default, double? seed = null)
    {
        Require.Float(x);
        Require.That(rate is >= 0 and < 1, $"rate must be a float in the range [0, 1), but got {rate}.");
        if (rate == 0)
        {
            return Clone(x);
        }

        using Scope scope = Scope.Open();
        float keep = (float)(1 - rate);
        Tensor noise = RandomUniform(noiseShape.IsEmpty ? x.Shape.AsSpan() : noiseShape, 0, 1, DType.Float32, seed);
        return scope.Leave(x.Mul(noise.Add(keep).Floor().Div(keep)));
    }

    /// <summary>v + (x − v) · (1 − decay), divided by 1 − decay^step where the average began with 0.</summary>
    /// <param name="v">The average so far.</param>
    /// <param name="x">What is new, of the same dtype and shape.</param>
    /// <param name="decay">How much of the average stays.</param>
    /// <param name="step">How often it was updated; needed with <paramref name="zeroDebias"/>.</param>
    /// <param name="zeroDebias">Whether the average began with 0.</param>
    public static Tensor MovingAverage(Tensor v, Tensor x, Tensor decay, Tensor? step = null, bool zeroDebias = true)
    {
        Require.That(Require.Number(v).DType == Require.Number(x).DType, $"v and x must have one dtype, but are {Require.Text(v)} and {Require.Text(x)}");
        Require.That(!zeroDebias || step is not null, "When using zeroDebias: true, step is required.");
        using Scope scope = Scope.Open();
        Tensor update = x.Sub(v).Mul(Sub(1, decay));
        return scope.Leave(v.Add(zeroDebias ? update.Div(Sub(1, decay.Pow(step!))) : update));
    }

    private static void CheckLast(Tensor x, int dim, [System.Runtime.CompilerServices.CallerMemberName] string op = "") => Require.That(
        dim == -1 || dim == x.Rank - 1, $"a dimension other than the last is not supported: {Require.Text(x)} has rank {x.Rank}, and the dimension is {dim}", op);
}
