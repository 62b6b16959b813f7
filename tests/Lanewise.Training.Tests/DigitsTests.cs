using System.Text.Json;
using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>An example like MNIST: drawn digits learnt by a small convolutional network, as tests/training/digits.mjs does in tfjs.</summary>
public sealed class DigitsTests
{
    private const int Classes = 10;
    private const int Epochs = 15;

    private readonly JsonElement _digits = Expected.Read("digits");

    [Fact]
    public void AreLearntAsInTfjs() => Backends.Run("native", () =>
    {
        Variable[] weights = [.. _digits.GetProperty("weights").EnumerateArray().Select(static weight => Tf.Variable(weight.Tensor()))];
        using AdamOptimizer optimizer = Tf.Train.Adam(0.01);
        (Tensor images, int[] labels) = Data("known");
        float[] expected = _digits.GetProperty("losses").Floats();
        List<float> losses = [];
        int batchSize = _digits.GetProperty("batchSize").GetInt32();
        for (int step = 0; step < Epochs * (labels.Length / batchSize); step++)
        {
            int first = step * batchSize % labels.Length;
            losses.Add(Tf.Tidy(() =>
            {
                Tensor batch = images.Slice([first], [batchSize]);
                Tensor classes = Tf.Tensor(labels[first..(first + batchSize)]).OneHot(Classes);
                return optimizer.Minimize(() => CrossEntropy(classes, Predict(batch, weights)), returnCost: true, weights)!.ToScalar<float>();
            }));
        }

        Expected.Close(expected, losses.Take(expected.Length).ToArray(), 1e-3, "loss");
        Assert.True(losses[^1] < losses[0] / 4, $"the loss went from {losses[0]} to {losses[^1]}");
        (Tensor unseen, int[] digits) = Data("unseen");
        int right = Predict(unseen, weights).ArgMax(1).ToArray<int>().Zip(digits).Count(static pair => pair.First == pair.Second);
        Assert.True(right >= 190, $"{right} of {digits.Length} digits are right");
        Tf.Dispose(weights);
    });

    private static Tensor Predict(Tensor images, Variable[] w) => Tf.Tidy(() =>
    {
        Tensor first = Tf.Fused.Conv2D(images, w[0], [1, 1], "valid", bias: w[1], activation: Activation.Relu).MaxPool([2, 2], [2, 2], "valid");
        Tensor second = Tf.Fused.Conv2D(first, w[2], [1, 1], "valid", bias: w[3], activation: Activation.Relu);
        return Tf.Fused.MatMul(second.Reshape([images.Shape[0], -1]), w[4], bias: w[5]).Softmax();
    });

    /// <summary>As the Keras-style layers have it: the mean of −Σ labels·ln p, with p kept away from 0 and 1.</summary>
    private static Tensor CrossEntropy(Tensor labels, Tensor p) => Tf.Tidy(() =>
        (labels * (p / p.Sum([-1], keepDims: true)).ClipByValue(1e-7, 1 - 1e-7).Log()).Sum([-1]).Neg().Mean());

    private (Tensor Images, int[] Labels) Data(string name)
    {
        JsonElement data = _digits.GetProperty(name);
        return (Tf.Tensor(data.GetProperty("images").Floats(), data.GetProperty("shape").Ints()), data.GetProperty("labels").Ints());
    }
}
