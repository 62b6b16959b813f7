using System.Text.Json;

namespace Lanewise.Training.Tests;

/// <summary>A training of tests/training/networks.mjs, from tfjs's weights and data, and what tfjs gets.</summary>
internal sealed class Training : IDisposable
{
    private readonly JsonElement _row;
    private readonly Func<Tensor, Variable[], Tensor> _network;
    private readonly Tensor _x;
    private readonly Tensor _labels;

    public Training(JsonElement row, Func<Tensor, Variable[], Tensor> network)
    {
        (_row, _network) = (row, network);
        (_x, _labels) = (row.GetProperty("inputs")[0].Tensor(), row.GetProperty("inputs")[1].Tensor());
        Variables = [.. row.GetProperty("initial").EnumerateArray().Select(static weight => Tf.Variable(weight.Tensor()))];
    }

    public Variable[] Variables { get; }

    public float[] Losses => _row.GetProperty("losses").Floats();

    /// <summary>Of the first step, by each variable.</summary>
    public float[][] Gradients => [.. _row.GetProperty("gradients").EnumerateArray().Select(Expected.Floats)];

    /// <summary>After the last step.</summary>
    public float[][] Weights => [.. _row.GetProperty("weights").EnumerateArray().Select(Expected.Floats)];

    public Tensor Loss() => Tf.Losses.SoftmaxCrossEntropy(_labels, _network(_x, Variables));

    /// <summary>The losses of as many steps as tfjs made.</summary>
    public float[] Train(Optimizer optimizer) => [.. Losses.Select(_ =>
    {
        using Tensor loss = optimizer.Minimize(Loss, returnCost: true, Variables)!;
        return loss.ToScalar<float>();
    })];

    public void Dispose() => Tf.Dispose(Variables);
}
