namespace Lanewise;

/// <summary>The gradients of kernels, which are those of tfjs-core; the library's <c>README.md</c> tells where they differ.</summary>
internal static class GradientRules
{
    private static readonly Dictionary<string, GradientRule> s_rules = new IEnumerable<GradientRule>[]
    {
        UnaryRules.All, BinaryRules.All, ActivationRules.All, ConstantRules.All, ReductionRules.All, MatrixRules.All, ConvolutionRules.All,
        NormalizationRules.All, ShapeRules.All, JoiningRules.All, PaddingRules.All, GatherRules.All, ImageRules.All,
    }.SelectMany(static family => family).ToDictionary(static rule => rule.Kernel);

    public static IEnumerable<string> Kernels => s_rules.Keys;

    public static GradientRule? Find(string kernel) => s_rules.GetValueOrDefault(kernel);
}
