using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Local response normalisation against its formula, its gradient against the derivative by each input.</summary>
public sealed class LocalResponseRows : IRowSource
{
    private static readonly (double Bias, double Alpha, double Beta)[] _parameters = [(1, 1, 0.5), (2, 1e-4, 0.75), (0.5, 3, 1), (1, 0, 2), (1, 1, 0)];

    public IEnumerable<Row> Rows()
    {
        yield return new Row("LRN shapes", Shapes);
        yield return new Row("LRN special", Special);
        yield return new Row("LRNGrad shapes", Gradients);
        yield return new Row("LRN faults", Faults);
    }

    private static IEnumerable<Case> Shapes()
    {
        foreach ((double bias, double alpha, double beta) in _parameters)
        {
            foreach ((int[] shape, int radius) in new[] { (new[] { 2, 1, 3, 1 }, 2), ([1, 2, 2, 5], 0), ([1, 2, 2, 9], 2), ([2, 1, 1, 4], int.MaxValue), ([2, 0, 1, 4], 1), ([2, 1, 1, 0], 1) })
            {
                HostTensor x = HostTensor.Random(DType.Float32, radius, shape);
                yield return Case(x, radius, bias, alpha, beta, HostTensor.Build(DType.Float32, shape, i => x[i] * Math.Pow(bias + (alpha * Sum(i, radius, shape, n => x[n] * x[n])), -beta)));
            }
        }
    }

    private static IEnumerable<Case> Special()
    {
        int[] shape = [1, 1, 1, 3];
        yield return Case(HostTensor.Float(shape, 1e30, 1, -1e-30), 0, 0, 1, 0.5, HostTensor.Float(shape, 1, 1, -1));
        yield return Case(HostTensor.Float(shape, 0, 2, double.NaN), 0, 0, 1, 0.5, HostTensor.Float(shape, double.NaN, 1, double.NaN));
        yield return Case(HostTensor.Float(shape, 1, 2, double.PositiveInfinity), 0, -2, 1, 0.5, HostTensor.Float(shape, double.NaN, Math.Sqrt(2), double.NaN));
        yield return Case(HostTensor.Float(shape, 1, 2, 3), 0, -2, 0, 1, HostTensor.Float(shape, -0.5, -1, -1.5));
    }

    private static IEnumerable<Case> Gradients()
    {
        foreach ((double bias, double alpha, double beta) in _parameters)
        {
            foreach ((int[] shape, int radius) in new[] { (new[] { 2, 1, 3, 1 }, 2), ([1, 2, 2, 9], 2), ([2, 1, 1, 4], int.MaxValue), ([2, 0, 1, 4], 1), ([2, 1, 1, 0], 1) })
            {
                HostTensor x = HostTensor.Random(DType.Float32, 1, shape);
                HostTensor dy = HostTensor.Random(DType.Float32, 2, shape);
                double Norm(int[] i) => bias + (alpha * Sum(i, radius, shape, n => x[n] * x[n]));
                HostTensor y = HostTensor.Build(DType.Float32, shape, i => x[i] * Math.Pow(Norm(i), -beta));
                HostTensor dx = HostTensor.Build(
                    DType.Float32,
                    shape,
                    k => Sum(k, radius, shape, i => dy[i] * ((-2 * alpha * beta * x[k] * y[i] / Norm(i)) + (i[3] == k[3] ? Math.Pow(Norm(i), -beta) : 0))));
                yield return new Case("LRNGrad")
                {
                    ["x"] = x,
                    ["y"] = y,
                    ["dy"] = dy,
                    ["depthRadius"] = radius,
                    ["bias"] = bias,
                    ["alpha"] = alpha,
                    ["beta"] = beta,
                    Expected = [dx],
                    Relative = 1e-6,
                    Absolute = 1e-6,
                };
            }
        }
    }

    private static IEnumerable<Case> Faults()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 1, 1, 1, 2);
        HostTensor other = HostTensor.Counting(DType.Float32, 1, 1, 2, 1);
        yield return new Case("LRN") { ["x"] = HostTensor.Counting(DType.Float32, 1, 1, 2), ["depthRadius"] = 1, Fails = "Rank", Blames = "x" };
        yield return new Case("LRN") { ["x"] = HostTensor.Counting(DType.Int32, 1, 1, 1, 2), ["depthRadius"] = 1, Fails = "DType", Blames = "x" };
        yield return new Case("LRN") { ["x"] = x, ["depthRadius"] = -1, Fails = "Value", Blames = "depthRadius" };
        yield return new Case("LRNGrad") { ["x"] = x, ["y"] = other, ["dy"] = x, ["depthRadius"] = 1, Fails = "SameShape", Blames = "y" };
        yield return new Case("LRNGrad") { ["x"] = x, ["y"] = x, ["dy"] = other, ["depthRadius"] = 1, Fails = "SameShape", Blames = "dy" };
        yield return new Case("LRNGrad") { ["x"] = x, ["y"] = x, ["dy"] = x, ["depthRadius"] = -1, Fails = "Value", Blames = "depthRadius" };
    }

    private static Case Case(HostTensor x, int radius, double bias, double alpha, double beta, HostTensor expected) => new("LRN")
    {
        ["x"] = x,
        ["depthRadius"] = radius,
        ["bias"] = bias,
        ["alpha"] = alpha,
        ["beta"] = beta,
        Expected = [expected],
        Relative = 1e-6,
    };

    /// <summary>Over the channels around one.</summary>
    private static double Sum(int[] index, int radius, int[] shape, Func<int[], double> f) => Enumerable.Range(0, shape[3])
        .Where(channel => Math.Abs(channel - index[3]) <= radius)
        .Sum(channel => f([index[0], index[1], index[2], channel]));
}
