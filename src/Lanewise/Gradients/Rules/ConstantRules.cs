namespace Lanewise;

/// <summary>Functions that are constant almost everywhere, or do not depend on the elements of their input.</summary>
internal static class ConstantRules
{
    public static IEnumerable<GradientRule> All =>
    [
        .. new[] { "ArgMax", "ArgMin", "Ceil", "Floor", "IsFinite", "IsInf", "IsNan", "OnesLike", "Round", "Sign", "Step", "ZerosLike" }
            .Select(static kernel => new GradientRule(kernel) { ["x"] = static run => Zero(run, "x") }),
        new("GreaterEqual") { ["a"] = static run => Zero(run, "a"), ["b"] = static run => Zero(run, "b") },
        new("OneHot") { ["indices"] = static run => Zero(run, "indices") },
    ];

    private static Tensor Zero(BackwardRun run, string input) => Kernel.Fill(run.Shape(input), 0, DType.Float32);
}
