using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>The gradient of every kernel against tfjs's, and against what it means.</summary>
public sealed class KernelGradientTests
{
    public static TheoryData<string, string> Known => Backends.Times(GradientCase.Names.Where(static name => GradientCase.Find(name).HasExpected));

    public static TheoryData<string> Smooth => [.. GradientCase.Names.Where(static name => GradientCase.Find(name).IsSlope)];

    [Theory]
    [MemberData(nameof(Known))]
    public void AreThoseOfTfjs(string backend, string name) => Backends.Run(backend, () =>
    {
        GradientCase row = GradientCase.Find(name);
        Tensor[] sources = row.Sources();
        Tensor[] gradients = Tf.Grads(row.Run)(sources, row.Dy(row.Run(sources).Shape.AsSpan()));
        foreach ((float[] expected, Tensor gradient) in row.Gradients.Zip(gradients))
        {
            Expected.Close(expected, gradient.ToArray<float>(), 2e-6, name);
        }
    });

    [Theory]
    [MemberData(nameof(Smooth))]
    public void AreQuotientsOfDifferences(string name) => Backends.Run("native", () =>
    {
        GradientCase row = GradientCase.Find(name);
        Tensor[] sources = row.Sources();
        Tensor dy = row.Dy(row.Run(sources).Shape.AsSpan());
        Tensor[] gradients = Tf.Grads(row.Run)(sources, dy);
        float[] factors = dy.ToArray<float>();
        for (int i = 0; i < sources.Length; i++)
        {
            int source = i;
            float[] quotients = Differences.Of(sources[i].ToArray<float>(), values =>
            {
                Tensor[] moved = [.. sources];
                moved[source] = Tf.Tensor(values, sources[source].Shape.AsSpan());
                return row.Run(moved).ToArray<float>().Zip(factors).Sum(static pair => (double)pair.First * pair.Second);
            });
            Expected.Close(quotients, gradients[i].ToArray<float>(), 2e-4, name);
        }
    });

    /// <summary>The inputs of cases are real.</summary>
    [Fact]
    public void EveryGradientHasACase() =>
        Assert.Empty(GradientRules.Kernels.Except(GradientCase.Names.Select(static name => GradientCase.Find(name).Kernel)).Except(["ComplexAbs"]));
}
