using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Reductions, scans and what is built on them.</summary>
public sealed class ReductionRows : IRowSource
{
    private const double Close = 2e-6;

    private static readonly (int[] Shape, int[]? Axes)[] Shapes =
    [
        ([], null), ([5], null), ([3, 4], null), ([3, 4], [0]), ([3, 4], [1]), ([3, 4], [-1]), ([3, 4], [1, 0]), ([3, 4], []), ([2, 3, 4, 5], [1, 2]), ([2, 3, 4, 5], [0, 3]),
        ([2, 3, 4, 5], [0, 2]), ([2, 3, 4, 5], [1, 3]), ([2, 1, 3, 1], [1, 3]), ([2, 1, 3, 1], [0, 1]), ([1000, 3], [0]), ([1000, 3], [1]), ([777, 1, 2], [0]), ([9, 5], [0]), ([8, 7], [0]),
        ([5, 40], [0]), ([100, 33], [0]), ([2, 50, 1500], [1]), ([3000], [0]), ([2, 1025], [1]), ([2100, 2], [0, 1]), ([2, 2, 2, 2, 2, 2, 2, 2], [0, 2, 4, 6]), ([0, 3], [1]), ([3, 0], [1]),
        ([3, 0], [0]), ([2, 0, 3], [0, 1]), ([200000], [0]), ([70, 5], [1]), ([200, 48], [1]), ([200, 49], [1]), ([5, 1], [1]), ([130, 2], [1]),
    ];

    private static readonly DType[] Numbers = [DType.Float32, DType.Int32];

    public IEnumerable<Row> Rows()
    {
        foreach (DType type in Elementwise.Reals)
        {
            DType number = type == DType.Bool ? DType.Int32 : type;
            yield return new Row($"Sum {type}", () => Reduce("Sum", type, number, static values => values.Sum(), 1e-6));
            yield return new Row($"Prod {type}", () => Reduce("Prod", type, number, values => Product(type, values), 2e-4, 1.02));
            yield return new Row($"Max {type}", () => Reduce("Max", type, type, values => values.Length == 0 ? Empty(type) : values.Max(), axes: "reductionIndices"));
            yield return new Row($"Min {type}", () => Reduce("Min", type, type, values => values.Length == 0 ? Empty(type) : values.Min()));
            yield return new Row($"Mean {type}", () => Reduce("Mean", type, DType.Float32, static values => values.Length == 0 ? 0 : values.Average(), 1e-6));
            yield return new Row($"ArgMax {type}", () => Arg("ArgMax", type, static (a, b) => b > a));
            yield return new Row($"ArgMin {type}", () => Arg("ArgMin", type, static (a, b) => b < a));
            yield return new Row($"Cumsum {type}", () => Scan("Cumsum", type, number, 0, static (a, b) => a + b));
            yield return new Row($"Cumprod {type}", () => Scan("Cumprod", type, number, 1, static (a, b) => a * b));
        }

        yield return new Row("Any", () => Reduce("Any", DType.Bool, DType.Bool, static values => values.Any(static x => x != 0) ? 1 : 0));
        yield return new Row("All", () => Reduce("All", DType.Bool, DType.Bool, static values => values.Length > 0 && values.All(static x => x != 0) ? 1 : 0));
        yield return new Row("Reductions of special values", SpecialValues);
        yield return new Row("Reduction errors", Errors);
        yield return new Row("Softmax", Softmax);
        yield return new Row("FusedBatchNorm", BatchNorm);
        yield return new Row("Bincount", Bincount);
    }

    private static double Empty(DType type) => type == DType.Float32 ? double.NaN : 0;

    private static double Product(DType type, double[] values) => type == DType.Float32
        ? values.Aggregate(1.0, static (a, b) => a * b)
        : values.Aggregate(1, static (a, b) => a * (int)b);

    private static IEnumerable<Case> Reduce(string kernel, DType type, DType result, Func<double[], double> f, double tolerance = 0, double range = 50, string axes = "axis")
    {
        for (int length = 1; length <= 256; length++)
        {
            yield return One(HostTensor.Random(type, length, [length], range), null, false);
        }

        foreach ((int[] shape, int[]? given) in Shapes)
        {
            yield return One(HostTensor.Random(type, 3, shape, range), given, false);
            yield return One(HostTensor.Random(type, 4, shape, range), given, true);
        }

        Case One(HostTensor x, int[]? given, bool keepDims)
        {
            int rank = x.Shape.Length;
            bool[] reduced = [.. Enumerable.Range(0, rank).Select(i => given is null || given.Contains(i) || given.Contains(i - rank))];
            int[] kept = [.. x.Shape.Select((dim, i) => reduced[i] ? 1 : dim)];
            Dictionary<int, List<double>> groups = [];
            HostTensor layout = new(DType.Float32, kept, new double[kept.Aggregate(1, static (a, b) => a * b)]);
            foreach (int[] index in HostTensor.Indices(x.Shape))
            {
                int key = layout.Offset([.. index.Select((position, i) => reduced[i] ? 0 : position)]);
                (groups.TryGetValue(key, out List<double>? group) ? group : groups[key] = []).Add(x[index]);
            }

            int[] shape = keepDims ? kept : [.. x.Shape.Where((_, i) => !reduced[i])];
            double magnitude = x.Data.Length == 0 ? 1 : x.Data.Length * range;
            return new Case(kernel)
            {
                ["x"] = x,
                [axes] = given,
                ["keepDims"] = keepDims,
                Expected = [new HostTensor(result, shape, [.. Enumerable.Range(0, layout.Size).Select(i => f(groups.TryGetValue(i, out List<double>? group) ? [.. group] : []))])],
                Relative = tolerance,
                Absolute = tolerance == 0 ? 0 : type == DType.Float32 && kernel == "Sum" ? 3e-7 * Math.Sqrt(magnitude) * range : 1e-5,
            };
        }
    }

    private static IEnumerable<Case> Arg(string kernel, DType type, Func<double, double, bool> isBetter)
    {
        foreach ((int[] shape, int[]? axes) in Shapes.Where(static entry => entry.Axes is [_]))
        {
            foreach (double range in (double[])[2, 1e6])
            {
                yield return One(HostTensor.Random(type, 1, shape, range), axes![0]);
            }
        }

        for (int length = 1; length <= 400; length++)
        {
            yield return One(HostTensor.Random(type, length, [length], length % 2 == 0 ? 3 : 1e6), 0);
        }

        if (type == DType.Float32)
        {
            for (int shift = 0; shift < Special.Floats.Length; shift++)
            {
                yield return One(Special.Tensor(type, 100, shift), 0);
                yield return One(Special.Tensor(type, 300, shift), 0);
                HostTensor x = Special.Tensor(type, 96, shift);
                yield return One(new(type, [16, 6], x.Data), 0);
                yield return One(new(type, [6, 16], x.Data), 1);
            }
        }

        Case One(HostTensor x, int given)
        {
            int axis = given < 0 ? given + x.Shape.Length : given;
            int[] shape = [.. x.Shape.Where((_, i) => i != axis)];
            return new Case(kernel)
            {
                ["x"] = x,
                ["axis"] = given,
                Expected = [HostTensor.Build(DType.Int32, shape, index =>
                {
                    int best = 0;
                    for (int i = 1; i < x.Shape[axis]; i++)
                    {
                        best = isBetter(x[[.. index[..axis], best, .. index[axis..]]], x[[.. index[..axis], i, .. index[axis..]]]) ? i : best;
                    }

                    return best;
                })],
            };
        }
    }

    private static IEnumerable<Case> Scan(string kernel, DType type, DType result, double identity, Func<double, double, double> f)
    {
        (int[] Shape, int Axis)[] shapes = [([1], 0), ([17], 0), ([3, 5], 1), ([3, 5], 0), ([2, 3, 4], 1), ([2, 3, 4], -2), ([2, 3, 40], 1), ([0, 3], 0), ([3, 0], 1), ([2, 1, 3], 1)];
        foreach ((int[] shape, int given) in shapes)
        {
            foreach (bool exclusive in (bool[])[false, true])
            {
                foreach (bool reverse in (bool[])[false, true])
                {
                    HostTensor x = HostTensor.Random(type, 5, shape, 3);
                    int axis = given < 0 ? given + shape.Length : given;
                    yield return new Case(kernel)
                    {
                        ["x"] = x,
                        ["axis"] = given,
                        ["exclusive"] = exclusive,
                        ["reverse"] = reverse,
                        Expected = [HostTensor.Build(result, shape, index =>
                        {
                            double total = identity;
                            int length = shape[axis];
                            for (int step = 0; step < length; step++)
                            {
                                int i = reverse ? length - 1 - step : step;
                                if (i == index[axis])
                                {
                                    return exclusive ? total : f(total, x[index]);
                                }

                                total = f(total, x[[.. index[..axis], i, .. index[(axis + 1)..]]]);
                                total = type == DType.Float32 ? (float)total : total;
                            }

                            return total;
                        })],
                        Relative = Close,
                        Absolute = Close,
                    };
                }
            }
        }
    }

    private static IEnumerable<Case> SpecialValues()
    {
        foreach (int length in (int[])[1, 2, 3, 7, 64, 1500])
        {
            for (int at = 0; at < length; at += 1 + (length / 5))
            {
                double[] data = new double[length];
                data[at] = double.NaN;
                HostTensor x = HostTensor.Float([length], data);
                yield return new Case("Max") { ["x"] = x, Expected = [HostTensor.Float([], double.NaN)] };
                yield return new Case("Min") { ["x"] = x, Expected = [HostTensor.Float([], double.NaN)] };
                yield return new Case("Sum") { ["x"] = x, Expected = [HostTensor.Float([], double.NaN)] };
                data[at] = double.NegativeInfinity;
                HostTensor y = HostTensor.Float([length], data);
                yield return new Case("Min") { ["x"] = y, Expected = [HostTensor.Float([], double.NegativeInfinity)] };
                yield return new Case("Mean") { ["x"] = y, Expected = [HostTensor.Float([], double.NegativeInfinity)] };
            }
        }

        // a naive loop in float32 stays at 16777216
        yield return new Case("Sum") { ["x"] = HostTensor.Float([5000, 5000], [.. Enumerable.Repeat(1.0, 25_000_000)]), Expected = [HostTensor.Float([], 25_000_000)] };
        yield return new Case("Sum") { ["x"] = HostTensor.Int([3], int.MaxValue, 1, 1), Expected = [HostTensor.Int([], int.MinValue + 1)] };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 2, 3);
        yield return new Case("Sum") { ["x"] = x, ["axis"] = 2, Fails = "Axis", Blames = "axis" };
        yield return new Case("Sum") { ["x"] = x, ["axis"] = new[] { 0, -2 }, Fails = "AxisTwice", Blames = "axis" };
        yield return new Case("Max") { ["x"] = x, ["reductionIndices"] = 2, Fails = "Axis", Blames = "reductionIndices" };
        yield return new Case("All") { ["x"] = x, Fails = "DType", Blames = "x" };
        yield return new Case("ArgMax") { ["x"] = x, ["axis"] = -3, Fails = "Axis", Blames = "axis" };
        yield return new Case("Cumsum") { ["x"] = x, ["axis"] = 2, Fails = "Axis", Blames = "axis" };
        yield return new Case("Softmax") { ["logits"] = x, ["dim"] = 0, Fails = "Value", Blames = "dim" };
        yield return new Case("Bincount") { ["x"] = HostTensor.Int([2], 1, -1), ["weights"] = HostTensor.Float([0]), ["size"] = 3, Fails = "Value", Blames = "x" };
        yield return new Case("FusedBatchNorm") { ["x"] = x, ["mean"] = HostTensor.Float([3], 1, 2, 3), ["variance"] = HostTensor.Float([2], 1, 2), Fails = "Broadcast", Blames = "variance" };
    }

    private static IEnumerable<Case> Softmax()
    {
        int[][] shapes = [[1], [4, 1], [5, 7], [2, 3, 4], [3, 1500], [2, 0], [0, 3], [64, 5], [65, 5], [200, 48], [130, 49], .. Enumerable.Range(2, 70).Select(static n => new[] { 3, n })];
        foreach (int[] shape in shapes)
        {
            foreach (double range in (double[])[3, 1e4])
            {
                HostTensor x = HostTensor.Random(DType.Float32, 1, shape, range);
                int n = shape[^1];
                yield return new Case("Softmax")
                {
                    ["logits"] = x,
                    ["dim"] = range == 3 ? -1 : shape.Length - 1,
                    Expected = [HostTensor.Build(DType.Float32, shape, index =>
                    {
                        int start = x.Offset([.. index[..^1], 0]);
                        double max = x.Data.AsSpan(start, n).ToArray().Max();
                        return Math.Exp(x[index] - max) / x.Data.AsSpan(start, n).ToArray().Sum(value => Math.Exp(value - max));
                    })],
                    Relative = Close,
                    Absolute = 1e-37,
                };
            }
        }
    }

    private static IEnumerable<Case> BatchNorm()
    {
        int[][] shapes = [[2, 3, 4, 1], [2, 3, 4, 3], [1, 5, 5, 16], [1, 2, 2, 600], [0, 2, 2, 3], [7, 513]];
        foreach (int[] shape in shapes)
        {
            foreach (bool full in (bool[])[false, true])
            {
                int[] statistics = full ? shape[^2..] : shape[^1..];
                HostTensor x = HostTensor.Random(DType.Float32, 1, shape);
                HostTensor mean = HostTensor.Random(DType.Float32, 2, statistics);
                HostTensor variance = mean.With(statistics, mean.Data.Select(static value => Math.Abs(value) + 0.1));
                HostTensor? scale = full ? null : HostTensor.Random(DType.Float32, 3, statistics);
                HostTensor? offset = full ? null : HostTensor.Random(DType.Float32, 4, statistics);
                yield return new Case("FusedBatchNorm")
                {
                    ["x"] = x,
                    ["mean"] = mean,
                    ["variance"] = variance,
                    ["scale"] = scale,
                    ["offset"] = offset,
                    ["varianceEpsilon"] = full ? null : 0.01,
                    Expected = [HostTensor.Build(DType.Float32, shape, index =>
                    {
                        int[] at = index[^statistics.Length..];
                        return ((x[index] - mean[at]) * (scale?[at] ?? 1) / Math.Sqrt(variance[at] + (full ? 0.001 : 0.01))) + (offset?[at] ?? 0);
                    })],
                    Relative = Close,
                    Absolute = Close,
                };
            }
        }
    }

    private static IEnumerable<Case> Bincount()
    {
        foreach (DType type in Numbers)
        {
            HostTensor x = HostTensor.Int([6], 1, 5, 0, 1, 9, 1);
            HostTensor none = new(type, [0], []);
            yield return new Case("Bincount") { ["x"] = x, ["weights"] = none, ["size"] = 6, Expected = [new(type, [6], [1, 3, 0, 0, 0, 1])] };
            yield return new Case("Bincount") { ["x"] = x, ["weights"] = new HostTensor(type, [6], [1, 2, 3, 4, 5, 6]), ["size"] = 3, Expected = [new(type, [3], [3, 11, 0])] };
            HostTensor matrix = HostTensor.Int([2, 3], 1, 1, 0, 2, 7, 2);
            yield return new Case("DenseBincount") { ["x"] = matrix, ["weights"] = none, ["size"] = 3, Expected = [new(type, [2, 3], [1, 2, 0, 0, 0, 2])] };
            yield return new Case("DenseBincount") { ["x"] = matrix, ["weights"] = none, ["size"] = 3, ["binaryOutput"] = true, Expected = [new(type, [2, 3], [1, 1, 0, 0, 0, 1])] };
            yield return new Case("DenseBincount") { ["x"] = matrix, ["weights"] = new HostTensor(type, [2, 3], [1, 2, 3, 4, 5, 6]), ["size"] = 3, Expected = [new(type, [2, 3], [3, 3, 0, 0, 0, 10])] };
        }
    }
}
