using static Lanewise.GradientRule;

namespace Lanewise;

/// <summary>Functions of one number. Where a function is not smooth the gradient is that of one side, as tfjs chose it.</summary>
internal static class UnaryRules
{
    public static IEnumerable<GradientRule> All =>
    [
        FromX("Abs", static (x, dy) => dy * x.Step(-1)),

        // by the real part alone, as if it were a real number
        FromX("ComplexAbs", static (x, dy) => dy * x.Step(-1)),
        FromX("Acos", static (x, dy) => -(dy / (1 - x.Square()).Sqrt())),
        FromX("Acosh", static (x, dy) => dy / (x.Square() - 1).Sqrt()),
        FromX("Asin", static (x, dy) => dy / (1 - x.Square()).Sqrt()),
        FromX("Asinh", static (x, dy) => dy / (1 + x.Square()).Sqrt()),
        FromX("Atan", static (x, dy) => dy / (x.Square() + 1)),
        FromX("Atanh", static (x, dy) => dy / (1 - x.Square())),
        FromX("Cos", static (x, dy) => -x.Sin() * dy),
        FromX("Cosh", static (x, dy) => x.Sinh() * dy),
        FromX("Erf", static (x, dy) => dy * ((-x.Square()).Exp() * (2 / float.Sqrt(float.Pi)))),
        FromY("Exp", static (y, dy) => dy * y),
        FromX("Expm1", static (x, dy) => dy * x.Exp()),
        FromX("Log", static (x, dy) => dy / x),
        FromX("Log1p", static (x, dy) => dy / (x + 1)),
        FromX("Reciprocal", static (x, dy) => dy / -x.Square()),
        FromX("Rsqrt", static (x, dy) => -(dy / (x * x.Sqrt() * 2))),
        FromY("Sigmoid", static (y, dy) => dy * (y * (1 - y))),
        FromX("Sin", static (x, dy) => x.Cos() * dy),
        FromX("Sinh", static (x, dy) => x.Cosh() * dy),
        FromX("Softplus", static (x, dy) => dy * x.Sigmoid()),
        FromY("Sqrt", static (y, dy) => dy / (y * 2)),
        FromX("Square", static (x, dy) => dy * (x * 2)),
        FromX("Tan", static (x, dy) => dy / x.Cos().Square()),
        FromY("Tanh", static (y, dy) => (1 - y.Square()) * dy),
        new("Neg") { ["x"] = static run => -run.Dy },
        new("Identity") { ["x"] = static run => run.Dy },
        new("Cast") { ["x"] = static run => run.Dy },
        new("ClipByValue")
        {
            Saves = ["x"],
            ["x"] = static run =>
            {
                Tensor x = run["x"];
                Tensor inside = x.GreaterEqual(Tf.Scalar((float)run.Run.Double("clipValueMin")))
                    .LogicalAnd(x.LessEqual(Tf.Scalar((float)run.Run.Double("clipValueMax"))));
                return Kernel.Select(inside, run.Dy, Zeros.Of(x));
            },
        },
    ];
}
