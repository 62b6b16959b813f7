namespace Lanewise;

/// <summary>Batch normalisation, whose statistics broadcast, and local response normalisation.</summary>
internal static class NormalizationRules
{
    public static IEnumerable<GradientRule> All =>
    [
        // y = offset + (x − mean)·scale·r with r = 1 / √(variance + ε), and dr/dvariance = −r³ / 2
        new("FusedBatchNorm")
        {
            Saves = ["x", "mean", "variance", "scale"],
            ["x"] = static run => run.Dy * Deviation(run) * Scale(run),
            ["mean"] = static run => (run.Dy * -Deviation(run) * Scale(run)).SumTo(run.Shape("mean")),
            ["variance"] = static run =>
            {
                Tensor r = Deviation(run);
                return (r * r * r * -0.5f * (run["x"] - run["mean"]) * (run.Dy * Scale(run))).SumTo(run.Shape("variance"));
            },
            ["scale"] = static run => (run.Dy * ((run["x"] - run["mean"]) * Deviation(run))).SumTo(run.Shape("scale")),
            ["offset"] = static run => run.Dy.SumTo(run.Shape("offset")),
        },
        new("LRN")
        {
            Saves = ["x"],
            SavesOutputs = true,
            ["x"] = static run => Kernel.LRNGrad(
                run["x"], run.Y, run.Dy, run.Run.Int("depthRadius"), run.Run.Double("bias"), run.Run.Double("alpha"), run.Run.Double("beta")),
        },
    ];

    private static Tensor Deviation(BackwardRun run) => (run["variance"] + (float)run.Run.Double("varianceEpsilon")).Rsqrt();

    private static Tensor Scale(BackwardRun run) => run.Run.Input("scale") is null ? Tf.Scalar(1f) : run["scale"];
}
