using Lanewise.Kernels;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Each function against double arithmetic, on every vector type, with its error bounded.</summary>
public sealed unsafe class VectorMathTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (Func<double, double> Oracle, double Ulps)> Functions = new()
    {
        ["Exp"] = (Math.Exp, 2),
        ["Expm1"] = (ExactExpm1, 2),
        ["Log"] = (Math.Log, 2),
        ["Log1p"] = (ExactLog1p, 2),
        ["Sin"] = (Math.Sin, 2),
        ["Cos"] = (Math.Cos, 2),
        ["Tan"] = (Math.Tan, 2),
        ["Asin"] = (Math.Asin, 2),
        ["Acos"] = (Math.Acos, 2),
        ["Atan"] = (Math.Atan, 2),
        ["Sinh"] = (Math.Sinh, 2),
        ["Cosh"] = (Math.Cosh, 2),
        ["Tanh"] = (Math.Tanh, 2),
        ["Asinh"] = (static x => double.IsFinite(x) && Math.Abs(x) < 1e-3 ? x - (x * x * x / 6) : Math.Asinh(x), 2),
        ["Acosh"] = (Math.Acosh, 2),
        ["Atanh"] = (static x => Math.Abs(x) < 1e-3 ? x + (x * x * x / 3) : Math.Atanh(x), 2),
        ["Sigmoid"] = (static x => 1 / (1 + Math.Exp(-x)), 2),
        ["Softplus"] = (static x => x > 40 ? x : ExactLog1p(Math.Exp(x)), 2),
        ["Erf"] = (ErrorFunction, 2),
    };

    public static IEnumerable<object[]> Rows() =>
        from name in Functions.Keys from vector in new[] { nameof(Scalar), nameof(Vec128), nameof(Vec256), nameof(Vec512) } select new object[] { name, vector };

    [Theory]
    [MemberData(nameof(Rows))]
    public void IsPrecise(string name, string vector)
    {
        (Func<double, double> oracle, double bound) = Functions[name];
        float at;
        double worst = vector switch
        {
            nameof(Scalar) => Sweep.Worst(Find<Scalar>(name), oracle, out at),
            nameof(Vec128) => Sweep.Worst(Find<Vec128>(name), oracle, out at),
            nameof(Vec256) => Sweep.Worst(Find<Vec256>(name), oracle, out at),
            _ => Sweep.Worst(Find<Vec512>(name), oracle, out at),
        };
        output.WriteLine($"{name} {vector}: {worst:F3} ulp at {at:R}");
        Assert.True(worst <= bound, $"{name}: {worst:F3} ulp at {at:R}");
    }

    /// <summary>Where the reduction cancels most: the floats around multiples of π/2, small and huge.</summary>
    [Theory]
    [InlineData("Sin")]
    [InlineData("Cos")]
    [InlineData("Tan")]
    public void IsPreciseNearMultiplesOfHalfPi(string name)
    {
        delegate*<Vec128, Vec128> function = Find<Vec128>(name);
        float* lanes = stackalloc float[4];
        double worst = 0;
        float at = 0;
        for (int i = 1; i < 40_000; i++)
        {
            double multiple = i <= 1000 ? i : Math.Round(i * Math.Pow(1.002, Math.Min(i, 30_000)) % 1e15);
            float x = (float)(multiple * (Math.PI / 2));
            lanes[0] = x;
            lanes[1] = -x;
            lanes[2] = MathF.BitIncrement(x);
            lanes[3] = MathF.BitDecrement(x);
            float[] arguments = [lanes[0], lanes[1], lanes[2], lanes[3]];
            Vec128.Store(lanes, function(Vec128.Load(lanes)));
            for (int j = 0; j < 4; j++)
            {
                double error = Sweep.Ulps(lanes[j], Functions[name].Oracle(arguments[j]), arguments[j]);
                (worst, at) = error > worst ? (error, arguments[j]) : (worst, at);
            }
        }

        output.WriteLine($"{name}: {worst:F3} ulp at {at:R}");
        Assert.True(worst <= 2, $"{name}: {worst:F3} ulp at {at:R}");
    }

    private static delegate*<V, V> Find<V>(string name)
        where V : unmanaged, IVector<V> => name switch
        {
            "Exp" => &VectorMath.Exp<V>,
            "Expm1" => &VectorMath.Expm1<V>,
            "Log" => &VectorMath.Log<V>,
            "Log1p" => &VectorMath.Log1p<V>,
            "Sin" => &VectorMath.Sin<V>,
            "Cos" => &VectorMath.Cos<V>,
            "Tan" => &VectorMath.Tan<V>,
            "Asin" => &VectorMath.Asin<V>,
            "Acos" => &VectorMath.Acos<V>,
            "Atan" => &VectorMath.Atan<V>,
            "Sinh" => &VectorMath.Sinh<V>,
            "Cosh" => &VectorMath.Cosh<V>,
            "Tanh" => &VectorMath.Tanh<V>,
            "Asinh" => &VectorMath.Asinh<V>,
            "Acosh" => &VectorMath.Acosh<V>,
            "Atanh" => &VectorMath.Atanh<V>,
            "Sigmoid" => &VectorMath.Sigmoid<V>,
            "Softplus" => &VectorMath.Softplus<V>,
            "Erf" => &VectorMath.Erf<V>,
            _ => throw new ArgumentException(name),
        };

    private static double ExactExpm1(double x) =>
        Math.Abs(x) < 1e-2 && x != 0 ? x * (1 + (x / 2 * (1 + (x / 3 * (1 + (x / 4 * (1 + (x / 5 * (1 + (x / 6)))))))))) : x == 0 ? x : Math.Exp(x) - 1;

    private static double ExactLog1p(double x) =>
        Math.Abs(x) < 1e-2 && x != 0 ? x - (x * x * (0.5 - (x * ((1.0 / 3) - (x * (0.25 - (x * (0.2 - (x / 6))))))))) : x == 0 ? x : Math.Log(1 + x);

    /// <summary>The Maclaurin series up to 3, then the continued fraction of erfc.</summary>
    private static double ErrorFunction(double x)
    {
        double a = Math.Abs(x);
        if (!(a < 6))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        if (a < 3)
        {
            double term = x;
            double sum = x;
            for (int n = 1; n < 100; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return x == 0 ? x : sum * 1.1283791670955126;
        }

        double fraction = 0;
        for (int n = 60; n > 0; n--)
        {
            fraction = n / 2.0 / (a + fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / (a + fraction) * 0.5641895835477563));
    }
}
