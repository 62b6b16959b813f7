using Lanewise.Kernels;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Functions of two arguments, on random bit patterns, plausible values and all pairs of special ones.</summary>
public sealed unsafe class LaneFunctionTests(ITestOutputHelper output)
{
    private static readonly float[] Special =
    [
        0, -0f, 1, -1, 0.5f, -0.5f, 2, -2, 3, -3, 1.5f, -1.5f, 10, 88.5f, -104, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
        float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 16777216, 16777217, -16777215, 2147483648f, 0.99999994f, 1.0000001f,
    ];

    [Fact]
    public void Atan2IsPrecise() => Check("Atan2", &VectorMath.Atan2<Vec128>, &VectorMath.Atan2<Scalar>, Math.Atan2, 2);

    [Fact]
    public void PowIsPrecise() => Check("Pow", &VectorMath.Pow<Vec128>, &VectorMath.Pow<Scalar>, JavaScriptPow, 1);

    [Fact]
    public void ModIsExact() => Check("Mod", &VectorMath.Mod<Vec128>, &VectorMath.Mod<Scalar>, JavaScriptMod, 0.51);

    private static double JavaScriptPow(double x, double y) =>
        double.IsNaN(y) || (Math.Abs(x) == 1 && double.IsInfinity(y)) ? double.NaN : Math.Pow(x, y);

    private static double JavaScriptMod(double a, double b)
    {
        double remainder = a % b;
        return (a < 0 && b < 0) || (a >= 0 && b >= 0) ? remainder : (remainder + b) % b;
    }

    private void Check(string name, delegate*<Vec128, Vec128, Vec128> vector, delegate*<Scalar, Scalar, Scalar> scalar, Func<double, double, double> oracle, double bound)
    {
        double worst = 0;
        (float, float) at = default;
        float* lanes = stackalloc float[4];
        foreach ((float x, float y) in Samples())
        {
            for (int i = 0; i < 4; i++)
            {
                lanes[i] = i == 2 ? x : i;
            }

            Vec128 a = Vec128.Load(lanes);
            lanes[2] = y;
            Vec128.Store(lanes, vector(a, Vec128.Load(lanes)));
            float alone = Scalar.First(scalar(new Scalar(x), new Scalar(y)));
            Assert.True(BitConverter.SingleToInt32Bits(alone) == BitConverter.SingleToInt32Bits(lanes[2]) || float.IsNaN(alone), $"{name}({x:R}, {y:R}) differs by width");
            double error = Sweep.Ulps(alone, oracle(x, y), x, y);
            if (error > worst)
            {
                worst = error;
                at = (x, y);
            }
        }

        output.WriteLine($"{name}: {worst:F3} ulp at {at}");
        Assert.True(worst <= bound, $"{name}: {worst:F3} ulp at {at}");
    }

    private static IEnumerable<(float X, float Y)> Samples()
    {
        foreach (float x in Special)
        {
            foreach (float y in Special)
            {
                yield return (x, y);
            }
        }

        Random random = new(7);
        for (int i = 0; i < 200_000; i++)
        {
            yield return (BitConverter.Int32BitsToSingle((int)random.NextInt64()), BitConverter.Int32BitsToSingle((int)random.NextInt64()));
            yield return ((float)((random.NextDouble() * 40) - 8), (float)((random.NextDouble() * 30) - 15));
            yield return (random.Next(-50, 50), random.Next(-9, 9));
        }
    }
}
