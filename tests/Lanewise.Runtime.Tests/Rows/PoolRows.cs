using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Pools over images: values, positions and gradients.</summary>
public sealed class PoolRows : IRowSource
{
    private static readonly object[] _pads = ["same", "valid", new[] { 1 }, new[] { 0, 0, 1, 2, 2, 0, 0, 0 }];

    public IEnumerable<Row> Rows()
    {
        foreach (DType type in new[] { DType.Float32, DType.Int32, DType.Bool })
        {
            yield return new Row($"MaxPool {type}", () => Pool("MaxPool", type));
            yield return new Row($"AvgPool {type}", () => Pool("AvgPool", type));
            yield return new Row($"MaxPoolWithArgmax {type}", () => Pool("MaxPoolWithArgmax", type));
            yield return new Row($"MaxPoolGrad {type}", () => Pool("MaxPoolGrad", type));
            yield return new Row($"AvgPoolGrad {type}", () => Pool("AvgPoolGrad", type));
        }

        yield return new Row("MaxPool special", Special);
        yield return new Row("MaxPoolGrad special", SpecialGradients);
        yield return new Row("AvgPool extremes", Extremes);
    }

    private static IEnumerable<Case> Pool(string kernel, DType type)
    {
        foreach (object pad in _pads)
        {
            foreach ((int[] size, int[] stride) in new[] { (new[] { 2, 2 }, new[] { 2, 2 }), ([3, 3], [1, 1]), ([3, 2], [2, 3]), ([1, 1], [2, 2]), ([1, 1], [1, 1]) })
            {
                foreach ((int channels, int width) in new[] { (1, 7), (3, 7), (4, 7), (9, 7), (9, 13) })
                {
                    // Few different values, so that some are equal.
                    HostTensor x = HostTensor.Random(type, channels, [2, 6, width, channels], 50);
                    HostTensor coarse = x.With(x.Shape, x.Data.Select(value => type == DType.Bool ? value : Math.Round(value / 20) + 0.0));
                    yield return Case(kernel, kernel == "MaxPool" || kernel.StartsWith("Avg", StringComparison.Ordinal) ? x : coarse, pad, size, stride);
                }
            }
        }
    }

    private static Case Case(string kernel, HostTensor x, object pad, int[] size, int[] stride)
    {
        PoolOracle oracle = PoolOracle.Image(x.Shape, size, stride, pad);
        bool isGradient = kernel.EndsWith("Grad", StringComparison.Ordinal);
        HostTensor dy = HostTensor.Random(DType.Float32, 5, oracle.Shape);
        bool countsImages = size[0] == 3;
        HostTensor[] expected = kernel switch
        {
            "MaxPool" => [oracle.Max(x, x.Type)],
            "AvgPool" => [oracle.Mean(x, x.Type, double.NaN)],
            "MaxPoolWithArgmax" => [oracle.Max(x, x.Type), Positions(oracle, x, countsImages)],
            _ => [oracle.Gradient(x, dy, kernel == "MaxPoolGrad")],
        };
        Case result = new(kernel)
        {
            ["filterSize"] = size,
            ["strides"] = stride,
            ["pad"] = pad,
            Expected = expected,
            Relative = kernel.StartsWith("Max", StringComparison.Ordinal) && !isGradient ? 0 : 1e-6,
            Absolute = kernel.StartsWith("Max", StringComparison.Ordinal) && !isGradient ? 0 : 1e-5,
        };
        result[isGradient ? "input" : "x"] = x;
        if (isGradient)
        {
            result["dy"] = dy;
        }
        else
        {
            result["includeBatchInIndex"] = countsImages;
        }

        return result;
    }

    private static HostTensor Positions(PoolOracle oracle, HostTensor x, bool countsImages) => HostTensor.Build(DType.Int32, oracle.Shape, i =>
    {
        int position = oracle.Position(x, i, isLast: false);
        return position < 0 || countsImages ? position : position % (x.Size / x.Shape[0]);
    });

    private static IEnumerable<Case> Special()
    {
        HostTensor x = HostTensor.Float([1, 1, 4, 1], double.NaN, 1, double.NegativeInfinity, double.NaN);
        yield return Special("MaxPool", x, [1, 2], [1, 2], "valid", HostTensor.Float([1, 1, 2, 1], 1, double.NegativeInfinity));
        yield return Special(
            "MaxPoolWithArgmax", x, [1, 2], [1, 2], "valid", HostTensor.Float([1, 1, 2, 1], 1, double.NegativeInfinity), HostTensor.Int([1, 1, 2, 1], 1, -1));
        HostTensor square = HostTensor.Float([1, 2, 2, 1], 1, 2, 3, 4);
        yield return Special("MaxPool", square, [1], [2], new[] { 1 }, square);

        HostTensor least = HostTensor.Int([1, 1, 2, 1], int.MinValue, int.MinValue);
        yield return Special("MaxPoolWithArgmax", least, [1, 2], [1], "valid", HostTensor.Int([1, 1, 1, 1], int.MinValue), HostTensor.Int([1, 1, 1, 1], 0));
        HostTensor large = HostTensor.Int([1, 1, 2, 1], 16777216, 16777217);
        yield return Special("MaxPoolWithArgmax", large, [1, 2], [1], "valid", HostTensor.Int([1, 1, 1, 1], 16777217), HostTensor.Int([1, 1, 1, 1], 1));

        // A NaN is passed over, also where windows share what they read.
        float[] values = [.. Enumerable.Range(0, 2 * 8 * 8).Select(i => i % 3 == 0 || i < 24 ? float.NaN : i)];
        HostTensor spotted = HostTensor.Float([1, 2, 8, 8], [.. values.Select(value => (double)value)]);
        foreach (int size in new[] { 2, 3 })
        {
            PoolOracle oracle = PoolOracle.Image(spotted.Shape, [size, size], [1, 1], "same");
            yield return Special("MaxPool", spotted, [size], [1], "same", oracle.Max(spotted, DType.Float32));
        }

        yield return Special("MaxPool", HostTensor.Float([2, 0, 3, 1]), [2], [1], "same", HostTensor.Float([2, 0, 3, 1]));
        yield return Special("AvgPool", HostTensor.Float([2, 3, 3, 0]), [2], [1], "valid", HostTensor.Float([2, 2, 2, 0]));
        yield return Special("MaxPool", HostTensor.Float([1, 0, 1, 1]), [2], [2], new[] { 1 }, HostTensor.Float([1, 1, 1, 1], double.NegativeInfinity));

        yield return Failing(Special("MaxPool", x, [2], [0], "valid"), "Positive", "strides");
        yield return Failing(Special("MaxPool", x, [3], [1], "valid"), "Window", "pad");
        yield return Failing(Special("MaxPoolWithArgmax", x, [0], [1], "valid"), "Positive", "filterSize");
        yield return Failing(Special("AvgPool", HostTensor.Float([1, 1, 1], 1), [1], [1], "valid"), "Rank", "x");
        yield return Failing(Special("AvgPool", HostTensor.Complex([1, 1, 1, 1], 1, 1), [1], [1], "valid"), "DType", "x");
    }

    private static IEnumerable<Case> SpecialGradients()
    {
        // What is over of a larger gradient is passed over; a NaN has no gradient.
        HostTensor x = HostTensor.Float([1, 1, 4, 1], double.NaN, 1, double.NaN, double.NaN);
        HostTensor dy = HostTensor.Float([1, 1, 3, 1], 2, 4, 8);
        yield return Gradient("MaxPoolGrad", x, dy, HostTensor.Float([1, 1, 4, 1], 0, 2, 0, 0));
        yield return Gradient("AvgPoolGrad", x, dy, HostTensor.Float([1, 1, 4, 1], 1, 1, 2, 2));
        yield return Gradient("AvgPoolGrad", x, HostTensor.Int([1, 1, 2, 1], 2, 4), HostTensor.Float([1, 1, 4, 1], 1, 1, 2, 2));
        yield return Gradient("MaxPoolGrad", HostTensor.Float([0, 1, 4, 1]), HostTensor.Float([0, 1, 2, 1]), HostTensor.Float([0, 1, 4, 1]));

        yield return Failing(Gradient("MaxPoolGrad", x, HostTensor.Float([1, 1, 1, 1], 1)), "Dimension", "dy");
        yield return Failing(Gradient("AvgPoolGrad", x, HostTensor.Float([1, 1, 2, 2], 1, 1, 1, 1)), "Dimension", "dy");
        yield return Failing(Gradient("AvgPoolGrad", x, HostTensor.Float([2, 1, 2, 1], 1, 1, 1, 1)), "Dimension", "dy");
        yield return Failing(Gradient("AvgPoolGrad", x, HostTensor.Float([2], 1, 1)), "Rank", "dy");
    }

    /// <summary>Windows, steps and paddings as large as may be, and larger.</summary>
    private static IEnumerable<Case> Extremes()
    {
        HostTensor x = HostTensor.Float([1, 1, 2, 1], 1, 3);
        foreach (string pad in new[] { "same", "valid" })
        {
            yield return Special("AvgPool", HostTensor.Float([1, 1, 2, 0]), [1], [int.MaxValue], pad, HostTensor.Float([1, 1, 1, 0]));
            yield return Special("AvgPool", x, [1, 2], [int.MaxValue], pad, HostTensor.Float([1, 1, 1, 1], 2));
        }

        yield return Special("AvgPool", x, [1 << 24], [int.MaxValue], "same", HostTensor.Float([1, 1, 1, 1], 2));
        yield return Special("AvgPool", HostTensor.Float([1, 1, 1, 0]), [1], [1], new[] { 1 << 24 }, HostTensor.Float([1, (1 << 25) + 1, (1 << 25) + 1, 0]));
        yield return Failing(Special("AvgPool", x, [int.MaxValue], [1], "same"), "Span", null);
        yield return Failing(Special("AvgPool", x, [1], [1], new[] { int.MaxValue }), "Range", "pad");
        yield return Failing(Special("AvgPool", x, [1], [1], new[] { 1 << 24 }), "OutOfMemory", null);
    }

    private static Case Special(string kernel, HostTensor x, int[] size, int[] stride, object pad, params HostTensor[] expected) => new(kernel)
    {
        ["x"] = x,
        ["filterSize"] = size,
        ["strides"] = stride,
        ["pad"] = pad,
        Expected = expected,
    };

    private static Case Gradient(string kernel, HostTensor x, HostTensor dy, params HostTensor[] expected) => new(kernel)
    {
        ["dy"] = dy,
        ["input"] = x,
        ["filterSize"] = new[] { 1, 2 },
        ["strides"] = new[] { 1, 2 },
        ["pad"] = "valid",
        Expected = expected,
    };

    private static Case Failing(Case given, string status, string? blames)
    {
        Case result = new(given.Kernel) { Fails = status, Blames = blames };
        foreach ((string field, object? value) in given.Fields)
        {
            result[field] = value;
        }

        return result;
    }
}
