using static Lanewise.GradientRule;

namespace Lanewise;

/// <summary>Activations, which bend at 0.</summary>
internal static class ActivationRules
{
    /// <summary>Klambauer et al., Self-Normalizing Neural Networks (2017).</summary>
    private const float SeluScale = 1.05070098735548f;

    private const float SeluScaleAlpha = 1.75809934084738f;

    public static IEnumerable<GradientRule> All =>
    [
        FromX("Relu", static (x, dy) => dy * x.Step()),
        FromX("Relu6", static (x, dy) => dy * (x.LessEqual(Tf.Scalar(6f)).Cast(DType.Float32) * x.Step())),
        FromX("Selu", static (x, dy) => Kernel.Select(IsPositive(x), dy * SeluScale, dy * SeluScaleAlpha * x.Exp())),
        FromY("Elu", static (y, dy) => Kernel.EluGrad(dy, y)),
        new("LeakyRelu")
        {
            Saves = ["x"],
            ["x"] = static run => Kernel.Select(IsPositive(run["x"]), run.Dy, run.Dy * (float)run.Run.Double("alpha")),
        },
        new("Prelu")
        {
            Saves = ["x", "alpha"],
            ["x"] = static run => Kernel.Select(IsPositive(run["x"]), run.Dy, run.Dy * run["alpha"]),
            ["alpha"] = static run => Kernel.Select(IsPositive(run["x"]), Zeros.Of(run.Dy), run.Dy * run["x"]).SumTo(run.Shape("alpha")),
        },
    ];

    private static Tensor IsPositive(Tensor x) => x.Greater(Tf.Scalar(0f));
}
