using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Ops of one operand.</summary>
public sealed class UnaryRows : IRowSource
{
    /// <summary>What tells equal numbers, −0 and 0 too, from others.</summary>
    private const double Equal = 1e-30;

    /// <summary>Three units in the last place.</summary>
    private const double Close = 3.6e-7;

    private const double Subnormal = 3e-45;

    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            yield return Elementwise.Unary("Abs", type, x => Wrap(type, Math.Abs(x)), range: 1e3);
            yield return Elementwise.Unary("Neg", type, x => Wrap(type, -x), Equal, range: 1e3);
            yield return Elementwise.Unary("Sign", type, static x => double.IsNaN(x) ? 0 : Math.Sign(x), Equal);
            yield return Elementwise.Unary("Square", type, x => type == DType.Float32 ? x * x : Wrap(type, (int)((long)x * (long)x)), range: 1e5);
            yield return Elementwise.Unary("Relu", type, static x => Math.Max(0, x), Equal);
            yield return Elementwise.Unary("Relu6", type, static x => double.IsNaN(x) ? x : Math.Min(Math.Max(0, x), 6), Equal, range: 9);
            yield return Elementwise.Unary("Floor", type, Math.Floor, Equal, range: 20);
            yield return Elementwise.Unary("Ceil", type, Math.Ceiling, Equal, range: 20);
            yield return Elementwise.Unary("Round", type, Math.Round, Equal, range: 20);
            yield return Elementwise.Unary("Exp", type, Math.Exp, Close, Subnormal, DType.Float32, 80);
            yield return Elementwise.Unary("IsNan", type, static x => double.IsNaN(x) ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Unary("IsInf", type, static x => double.IsInfinity(x) ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Unary("IsFinite", type, static x => double.IsFinite(x) ? 1 : 0, result: DType.Bool);
            yield return Elementwise.Unary("LeakyRelu", type, static x => x < 0 ? 0.2f * x : x, Close, Subnormal, DType.Float32, attributes: ("alpha", 0.2));
            yield return Elementwise.Unary("Step", type, x => double.IsNaN(x) ? x : x > 0 ? 1 : type == DType.Float32 ? 0.3f : 0, attributes: ("alpha", 0.3));
            yield return Elementwise.Unary("ClipByValue", type, x => Clip(type, x, -2.5f, 3.25f), Equal, range: 6, attributes: [("clipValueMin", -2.5), ("clipValueMax", 3.25)]);
        }

        yield return Elementwise.Unary("LogicalNot", DType.Bool, static x => 1 - x);
        yield return new Row("LogicalNot errors", static () =>
            [new Case("LogicalNot") { ["x"] = HostTensor.Counting(DType.Float32, 2), Fails = "DType", Blames = "x" }]);

        foreach ((string name, Func<double, double> f, double range) in Functions)
        {
            yield return Elementwise.Unary(name, DType.Float32, f, Close, Subnormal, range: range);
        }

        // float functions of integers: cut to int32, exact where the result is far from an integer
        yield return Elementwise.Unary("Sin", DType.Int32, static x => Math.Truncate(Math.Sin(x)), Equal);
        yield return Elementwise.Unary("Sqrt", DType.Bool, static x => x);
        yield return Elementwise.Unary("Reciprocal", DType.Int32, static x => x is 1 or -1 ? x : 0);
    }

    private static readonly (string Name, Func<double, double> F, double Range)[] Functions =
    [
        ("Expm1", static x => Math.Abs(x) < 1e-4 ? x == 0 ? x : x + (x * x / 2) : Math.Exp(x) - 1, 20),
        ("Log", Math.Log, 100),
        ("Log1p", static x => Math.Abs(x) < 1e-4 ? x == 0 ? x : x - (x * x / 2) : Math.Log(1 + x), 10),
        ("Sqrt", Math.Sqrt, 100),
        ("Rsqrt", static x => 1 / Math.Sqrt(x), 100),
        ("Reciprocal", static x => 1 / x, 100),
        ("Sin", Math.Sin, 300),
        ("Cos", Math.Cos, 300),
        ("Tan", Math.Tan, 300),
        ("Asin", Math.Asin, 1.1),
        ("Acos", Math.Acos, 1.1),
        ("Atan", Math.Atan, 10),
        ("Sinh", Math.Sinh, 20),
        ("Cosh", Math.Cosh, 20),
        ("Tanh", Math.Tanh, 6),
        ("Asinh", static x => Math.Abs(x) < 1e-4 ? x : Math.Asinh(x), 20),
        ("Acosh", Math.Acosh, 20),
        ("Atanh", static x => Math.Abs(x) < 1e-4 ? x : Math.Atanh(x), 1.1),
        ("Sigmoid", static x => 1 / (1 + Math.Exp(-x)), 20),
        ("Softplus", static x => x > 40 ? x : x < -20 ? Math.Exp(x) : Math.Log(1 + Math.Exp(x)), 20),
        ("Elu", static x => x >= 0 || double.IsNaN(x) ? x : Math.Abs(x) < 1e-4 ? x + (x * x / 2) : Math.Exp(x) - 1, 10),
        ("Selu", static x => double.IsNaN(x) ? x : x >= 0 ? 1.0507009873554805 * x : 1.7580993408473766 * (Math.Abs(x) < 1e-4 ? x + (x * x / 2) : Math.Exp(x) - 1), 10),
        ("Erf", Erf, 4),
    ];

    private static double Wrap(DType type, double value) => type switch
    {
        DType.Float32 => value,
        DType.Int32 => (int)(long)value,
        _ => value != 0 ? 1 : 0,
    };

    private static double Clip(DType type, double x, double least, double most)
    {
        double clipped = x > most ? most : x < least ? least : x;
        return type == DType.Float32 ? clipped : Math.Truncate(clipped);
    }

    /// <summary>The Maclaurin series, and 1 beyond 4.</summary>
    private static double Erf(double x)
    {
        if (!(Math.Abs(x) < 4))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        double term = x;
        double sum = x;
        for (int n = 1; n < 120; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return sum * 1.1283791670955126;
    }
}
