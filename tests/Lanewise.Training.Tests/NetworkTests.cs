using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>Networks that train as in tfjs.</summary>
public sealed class NetworkTests
{
    public static TheoryData<string, string> Rows => Backends.Times(Expected.Names("networks"));

    [Theory]
    [MemberData(nameof(Rows))]
    public void TrainAsInTfjs(string backend, string name) => Backends.Run(backend, () =>
    {
        using Training training = new(Expected.Read("networks").GetProperty(name), Networks.All[name]);
        IReadOnlyDictionary<string, Tensor?> gradients = Tf.VariableGrads(training.Loss, training.Variables).Grads;
        foreach ((Variable variable, float[] expected) in training.Variables.Zip(training.Gradients))
        {
            Expected.Close(expected, gradients[variable.Name]!.ToArray<float>(), 2e-5, "gradient");
        }

        using SgdOptimizer optimizer = Tf.Train.Sgd(0.1);
        Expected.Close(training.Losses, training.Train(optimizer), 1e-5, "loss");
        foreach ((Variable variable, float[] expected) in training.Variables.Zip(training.Weights))
        {
            Expected.Close(expected, variable.ToArray<float>(), 2e-5, "weight");
        }
    });
}
