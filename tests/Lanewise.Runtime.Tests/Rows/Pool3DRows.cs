using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Pools over volumes and their gradients.</summary>
public sealed class Pool3DRows : IRowSource
{
    private static readonly string[] _kernels = ["MaxPool3D", "AvgPool3D", "MaxPool3DGrad", "AvgPool3DGrad"];

    public IEnumerable<Row> Rows()
    {
        foreach (string kernel in _kernels)
        {
            yield return new Row($"{kernel} shapes", () => Shapes(kernel));
            yield return new Row($"{kernel} int32", () => [Case(kernel, HostTensor.Random(DType.Int32, 1, [1, 3, 3, 4, 2], 1e6), [2], [1], "same")]);
            yield return new Row($"{kernel} bool", () => [Case(kernel, HostTensor.Random(DType.Bool, 1, [1, 3, 3, 4, 2]), [2], [1], "valid")]);
            yield return new Row($"{kernel} faults", () => Faults(kernel));
        }

        yield return new Row("MaxPool3D special", Special);
    }

    private static IEnumerable<Case> Shapes(string kernel)
    {
        foreach (object pad in new object[] { "same", "valid", new[] { 1 }, new[] { 3 } })
        {
            // The stride 4 of a single element at 'same' begins inside the volume.
            foreach ((int[] size, int[] stride) in new[] { (new[] { 2 }, new[] { 2 }), ([3], [1]), ([1, 2, 3], [4, 2, 1]), ([1], [1]), ([2, 1, 9], [1, 4, 1]) })
            {
                foreach (int channels in new[] { 1, 6 })
                {
                    HostTensor x = HostTensor.Random(DType.Float32, channels, [2, 3, 6, 7, channels], 50);
                    yield return Case(kernel, x.With(x.Shape, x.Data.Select(static value => Math.Round(value / 20) + 0.0)), size, stride, pad);
                }
            }
        }

        yield return Case(kernel, HostTensor.Float([0, 2, 2, 2, 1]), [2], [1], "valid");
        yield return Case(kernel, HostTensor.Float([1, 2, 2, 2, 0]), [2], [1], "valid");
        yield return Case(kernel, HostTensor.Float([1, 2, 0, 2, 1]), [2], [1], "same");
    }

    private static Case Case(string kernel, HostTensor x, int[] size, int[] stride, object pad)
    {
        PoolOracle oracle = PoolOracle.Volume(x.Shape, Three(size), Three(stride), pad);
        bool isGradient = kernel.EndsWith("Grad", StringComparison.Ordinal);
        HostTensor dy = HostTensor.Random(DType.Float32, 5, oracle.Shape);
        Case result = new(kernel)
        {
            ["filterSize"] = size,
            ["strides"] = stride,
            ["pad"] = pad,
            Expected =
            [
                isGradient ? oracle.Gradient(x, dy, kernel == "MaxPool3DGrad")
                    : kernel == "MaxPool3D" ? oracle.Max(x, DType.Float32)
                    : oracle.Mean(x, DType.Float32, 0),
            ],
            Relative = kernel == "MaxPool3D" ? 0 : 1e-6,
            Absolute = kernel == "MaxPool3D" ? 0 : 1e-5,
        };
        result[isGradient ? "input" : "x"] = x;
        if (isGradient)
        {
            result["dy"] = dy;
        }

        return result;
    }

    private static int[] Three(int[] list) => list.Length == 1 ? [list[0], list[0], list[0]] : list;

    private static IEnumerable<Case> Special()
    {
        HostTensor x = HostTensor.Float([1, 1, 1, 4, 1], double.NaN, 1, double.NegativeInfinity, double.NaN);
        yield return Case("MaxPool3D", x, [1, 1, 2], [1, 1, 2], "valid");
        yield return Case("MaxPool3DGrad", x, [1, 1, 2], [1, 1, 2], "valid");
        yield return Case("MaxPool3DGrad", HostTensor.Int([1, 1, 1, 2, 1], int.MinValue, int.MinValue), [1, 1, 2], [1], "valid");
        yield return new Case("MaxPool3D")
        {
            ["x"] = x,
            ["filterSize"] = new[] { 1, 1, 3 },
            ["strides"] = new[] { 1, 1, 2 },
            ["pad"] = new[] { 0 },
            ["dimRoundingMode"] = "ceil",
            Expected = [HostTensor.Float([1, 1, 1, 2, 1], 1, double.NegativeInfinity)],
        };
    }

    private static IEnumerable<Case> Faults(string kernel)
    {
        string input = kernel.EndsWith("Grad", StringComparison.Ordinal) ? "input" : "x";
        HostTensor x = HostTensor.Counting(DType.Float32, 1, 2, 2, 2, 1);
        yield return Fault(kernel, "Rank", input, HostTensor.Counting(DType.Float32, 2, 2, 2, 1), [1], [1], "same");
        yield return Fault(kernel, "DType", input, HostTensor.Complex([1, 1, 1, 1, 1], 1, 2), [1], [1], "same");
        yield return Fault(kernel, "Count", "filterSize", x, [1, 1], [1], "same");
        yield return Fault(kernel, "Count", "strides", x, [1], [], "same");
        yield return Fault(kernel, "Positive", "strides", x, [1], [1, 0, 1], "same");
        yield return Fault(kernel, "Positive", "filterSize", x, [-1], [1], "same");
        yield return Fault(kernel, "Count", "pad", x, [1], [1], new int[10]);
        if (input == "x")
        {
            yield return Fault(kernel, "OutOfMemory", null, x, [1], [1], new[] { int.MaxValue });
        }
        else
        {
            yield return Fault(kernel, "Dimension", "dy", x, [1], [1], new[] { 1 });
        }
    }

    private static Case Fault(string kernel, string status, string? blames, HostTensor x, int[] size, int[] stride, object pad)
    {
        Case result = new(kernel) { ["filterSize"] = size, ["strides"] = stride, ["pad"] = pad, Fails = status, Blames = blames };
        bool isGradient = kernel.EndsWith("Grad", StringComparison.Ordinal);
        result[isGradient ? "input" : "x"] = x;
        if (isGradient)
        {
            result["dy"] = HostTensor.Counting(DType.Float32, 1, 2, 2, 2, 1);
        }

        return result;
    }
}
