using static Lanewise.GradientRule;

namespace Lanewise;

/// <summary>Functions of two numbers, whose shapes broadcast.</summary>
internal static class BinaryRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("Add")
        {
            ["a"] = static run => run.Dy.SumTo(run.Shape("a")),
            ["b"] = static run => run.Dy.SumTo(run.Shape("b")),
        },
        new("Sub")
        {
            ["a"] = static run => run.Dy.SumTo(run.Shape("a")),
            ["b"] = static run => -run.Dy.SumTo(run.Shape("b")),
        },
        FromAB("Multiply", static (a, b, dy) => dy * b, static (a, b, dy) => dy * a),
        FromAB("RealDiv", static (a, b, dy) => dy / b, static (a, b, dy) => -(dy * a / b.Square())),

        // that of the quotient before it is rounded
        FromAB("FloorDiv", static (a, b, dy) => dy / b, static (a, b, dy) => -(dy * a / b.Square())),

        // a mod b = a − b·⌊a / b⌋
        FromAB("Mod", static (a, b, dy) => dy, static (a, b, dy) => dy * -(a / b).Floor()),
        FromAB("Maximum", static (a, b, dy) => dy * One(a.GreaterEqual(b)), static (a, b, dy) => dy * One(a.Less(b))),
        FromAB("Minimum", static (a, b, dy) => dy * One(a.LessEqual(b)), static (a, b, dy) => dy * One(a.Greater(b))),
        FromAB("SquaredDifference", static (a, b, dy) => dy * ((a - b) * 2), static (a, b, dy) => dy * ((b - a) * 2)),
        FromAB("Atan2", static (a, b, dy) => dy * (b / (a.Square() + b.Square())), static (a, b, dy) => -(dy * (a / (a.Square() + b.Square())))),

        // d/da a^b = b·a^(b−1);  d/db a^b = a^b·ln a, and 0 where a is not positive
        new("Pow")
        {
            Saves = ["a", "b"],
            SavesOutputs = true,
            ["a"] = static run => (run.Dy * (run["b"] * run["a"].Pow(run["b"] - 1))).SumTo(run.Shape("a")),
            ["b"] = static run =>
            {
                Tensor a = run["a"];
                Tensor log = Kernel.Select(a.Greater(Tf.Scalar(0f)), a.Log(), Zeros.Of(a));
                return (run.Dy * (run.Y * log)).SumTo(run.Shape("b"));
            },
        },
    ];

    private static Tensor One(Tensor condition) => condition.Cast(DType.Float32);
}
