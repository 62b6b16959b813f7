using System.Text.Json;
using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>The losses of tests/training/losses.mjs, with every reduction.</summary>
public sealed class LossTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor?, Reduction, Tensor>> s_losses = new()
    {
        ["absoluteDifference"] = Tf.Losses.AbsoluteDifference,
        ["cosineDistance"] = static (labels, predictions, weights, reduction) => Tf.Losses.CosineDistance(labels, predictions, 1, weights, reduction),
        ["hingeLoss"] = Tf.Losses.HingeLoss,
        ["huberLoss"] = static (labels, predictions, weights, reduction) => Tf.Losses.HuberLoss(labels, predictions, weights, 0.4, reduction),
        ["logLoss"] = static (labels, predictions, weights, reduction) => Tf.Losses.LogLoss(labels, predictions, weights, 1e-3, reduction),
        ["meanSquaredError"] = Tf.Losses.MeanSquaredError,
        ["sigmoidCrossEntropy"] = static (labels, logits, weights, reduction) => Tf.Losses.SigmoidCrossEntropy(labels, logits, weights, 0.2, reduction),
        ["softmaxCrossEntropy"] = static (labels, logits, weights, reduction) => Tf.Losses.SoftmaxCrossEntropy(labels, logits, weights, 0.1, reduction),
    };

    public static TheoryData<string, string> Rows => Backends.Times(Expected.Names("losses"));

    [Theory]
    [MemberData(nameof(Rows))]
    public void AreThoseOfTfjs(string backend, string name) => Backends.Run(backend, () =>
    {
        string[] words = name.Split(' ');
        JsonElement row = Expected.Read("losses").GetProperty(name);
        Tensor labels = row.GetProperty("labels").Tensor();
        Tensor? weights = row.TryGetProperty("weights", out JsonElement given) ? given.Tensor() : null;
        Reduction reduction = Enum.Parse<Reduction>(words[1].Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        (Tensor value, Tensor gradient) = Tf.ValueAndGrad(predictions => s_losses[words[0]](labels, predictions, weights, reduction))(row.GetProperty("predictions").Tensor());
        Expected.Close(row.GetProperty("value").Floats(), value.ToArray<float>(), 5e-6, "value");
        Expected.Close(row.GetProperty("gradient").Floats(), gradient.ToArray<float>(), 5e-6, "gradient");
    });
}
