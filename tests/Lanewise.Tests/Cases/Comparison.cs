using Xunit;

namespace Lanewise.Tests;

/// <summary>Whether results agree with tfjs's, by the measure of <c>tests/fuzz/compare.mjs</c>.</summary>
internal static class Comparison
{
    /// <param name="title">What was called.</param>
    /// <param name="expected">What tfjs gave.</param>
    /// <param name="actual">What was computed.</param>
    /// <param name="tolerance">The case's own; 0 where every bit is told.</param>
    /// <param name="scale">The size of what was added up, which decides how much of a sum may be lost.</param>
    public static void Check(string title, CaseTensor[] expected, Tensor[] actual, double tolerance, double scale)
    {
        Assert.True(expected.Length == actual.Length, $"{title}: {actual.Length} outputs, expected {expected.Length}");
        for (int i = 0; i < expected.Length; i++)
        {
            CaseTensor e = expected[i];
            Tensor a = actual[i];
            Assert.True(e.DType == a.DType, $"{title}: output {i} is {a.DType}, expected {e.DType}");
            Assert.True(e.Shape.AsSpan().SequenceEqual(a.Shape.AsSpan()), $"{title}: output {i} is [{string.Join(',', a.Shape)}], expected [{string.Join(',', e.Shape)}]");
            if (e.DType == DType.String)
            {
                Assert.Equal(e.Strings, a.ToStrings());
                continue;
            }

            double[] values = ValuesOf(a);
            bool isFloat = e.DType is DType.Float32 or DType.Complex64;
            double[] wanted = e.Values;
            for (int j = 0; j < wanted.Length; j++)
            {
                Assert.True(Same(wanted[j], values[j], isFloat ? tolerance : 0, scale), $"{title}: output {i} has {values[j]:R} at {j}, expected {wanted[j]:R}");
            }
        }
    }

    public static double ScaleOf(IEnumerable<CaseTensor> inputs) => inputs.Where(static input => input.DType != DType.String)
        .SelectMany(static input => input.Values).Select(Math.Abs).Where(static value => value < 1e4).DefaultIfEmpty(1).Max() is var most && most > 1 ? most : 1;

    private static double[] ValuesOf(Tensor tensor) => tensor.DType switch
    {
        DType.Int32 => [.. tensor.ToArray<int>().Select(static value => (double)value)],
        DType.Bool => [.. tensor.ToArray<byte>().Select(static value => (double)value)],
        _ => [.. tensor.ToArray<float>().Select(static value => (double)value)],
    };

    private static bool Same(double e, double a, double tolerance, double scale) =>
        e == a || (double.IsNaN(e) && double.IsNaN(a)) || Math.Abs(e - a) <= tolerance * Math.Max(Math.Abs(e), scale * scale);
}
