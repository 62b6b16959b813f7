using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

public sealed class DilationRows : IRowSource
{
    private const double Least = -9007199254740991;

    private sealed record Geometry(int[] X, int[] Filter, int Stride, int Dilation, object Pad, int[] Out, int Top, int Left);

    private static readonly Geometry[] Geometries =
    [
        new([1, 4, 4, 1], [2, 2, 1], 1, 1, "valid", [1, 3, 3, 1], 0, 0),
        new([2, 5, 7, 3], [3, 2, 3], 2, 1, "same", [2, 3, 4, 3], 1, 0),
        new([1, 6, 5, 9], [2, 3, 9], 1, 2, "same", [1, 6, 5, 9], 1, 2),
        new([1, 6, 5, 5], [2, 2, 5], 1, 2, "valid", [1, 4, 3, 5], 0, 0),
        new([0, 4, 4, 2], [2, 2, 2], 1, 1, "valid", [0, 3, 3, 2], 0, 0),
        new([1, 3, 3, 0], [2, 2, 0], 1, 1, "same", [1, 3, 3, 0], 0, 0),

        // the first row and column see nothing but padding
        new([1, 2, 2, 2], [1, 1, 2], 1, 1, new[] { 0, 0, 1, 0, 1, 0, 0, 0 }, [1, 3, 3, 2], 1, 1),
    ];

    public IEnumerable<Row> Rows()
    {
        yield return new Row("Dilation2D Float32", () => Geometries.Select(static g => Forward(g, DType.Float32)));
        yield return new Row("Dilation2D Int32", () => Geometries.Select(static g => Forward(g, DType.Int32)));
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"Dilation2DBackpropInput {type}", () => Geometries.Select(g => Backward(g, type, true)));
            yield return new Row($"Dilation2DBackpropFilter {type}", () => Geometries.Select(g => Backward(g, type, false)));
        }

        yield return new Row("Dilation2D of NaN", NaN);
        yield return new Row("Dilation2D sums", Sums);
        yield return new Row("Dilation2D errors", Errors);
    }

    /// <summary>The taps of the window at an output's index that lie in the image: index into x, index into the filter.</summary>
    private static IEnumerable<(int[] Source, int[] Tap)> Taps(Geometry g, int[] at)
    {
        for (int h = 0; h < g.Filter[0]; h++)
        {
            for (int w = 0; w < g.Filter[1]; w++)
            {
                int row = (at[1] * g.Stride) - g.Top + (h * g.Dilation);
                int column = (at[2] * g.Stride) - g.Left + (w * g.Dilation);
                if (row >= 0 && row < g.X[1] && column >= 0 && column < g.X[2])
                {
                    yield return ([at[0], row, column, at[3]], [h, w, at[3]]);
                }
            }
        }
    }

    private static Case Forward(Geometry g, DType type)
    {
        HostTensor x = HostTensor.Random(type, 1, g.X, 9);
        HostTensor filter = HostTensor.Random(type, 2, g.Filter, 5);
        HostTensor expected = HostTensor.Build(type, g.Out, at =>
        {
            double most = Taps(g, at).Select(tap => (double)(float)(x[tap.Source] + filter[tap.Tap])).Append(Least).Max();

            // Modulo 2^32, as JavaScript stores it.
            return type == DType.Float32 || most > Least ? most : 1;
        });
        return new Case("Dilation2D")
        {
            ["x"] = x,
            ["filter"] = filter,
            ["strides"] = new[] { g.Stride, g.Stride },
            ["pad"] = g.Pad,
            ["dilations"] = new[] { g.Dilation, g.Dilation },
            Expected = [expected],
        };
    }

    private static Case Backward(Geometry g, DType type, bool ofInput)
    {
        // few values, so that taps tie
        HostTensor x = HostTensor.Random(DType.Int32, 1, g.X, 2);
        HostTensor filter = HostTensor.Random(DType.Int32, 2, g.Filter, 1);
        HostTensor dy = HostTensor.Random(DType.Int32, 3, g.Out, 9);
        HostTensor gradient = HostTensor.Build(type, ofInput ? g.X : g.Filter, static _ => 0);
        foreach (int[] at in HostTensor.Indices(g.Out))
        {
            (int[] Source, int[] Tap)[] taps = [.. Taps(g, at)];
            double most = taps.Select(tap => x[tap.Source] + filter[tap.Tap]).Append(Least).Max();
            int[] place = taps.Length > 0
                ? taps.Where(tap => x[tap.Source] + filter[tap.Tap] == most).Select(tap => ofInput ? tap.Source : tap.Tap).First()
                : ofInput
                    ? [at[0], Math.Clamp(at[1] - g.Top, 0, g.X[1] - 1), Math.Clamp(at[2] - g.Left, 0, g.X[2] - 1), at[3]]
                    : [0, 0, at[3]];
            gradient.Data[gradient.Offset(place)] += dy[at];
        }

        HostTensor[] inputs = [.. new[] { x, filter, dy }.Select(t => new HostTensor(type, t.Shape, t.Data))];
        return new Case(ofInput ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter")
        {
            ["x"] = inputs[0],
            ["filter"] = inputs[1],
            ["dy"] = inputs[2],
            ["strides"] = new[] { g.Stride, g.Stride },
            ["pad"] = g.Pad,
            ["dilations"] = new[] { g.Dilation, g.Dilation },
            Expected = [gradient],
        };
    }

    private static IEnumerable<Case> NaN()
    {
        HostTensor x = HostTensor.Float([1, 1, 3, 1], double.NaN, 1, double.NaN);
        HostTensor filter = HostTensor.Float([1, 2, 1], 0, 0);
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["dilations"] = 1, Expected = [HostTensor.Float([1, 1, 3, 1], 1, 1, Least)] };
    }

    private static IEnumerable<Case> Sums()
    {
        // Int32 sums are compared exactly and stored modulo 2^32; float32 sums are compared before they are rounded.
        HostTensor large = HostTensor.Int([1, 1, 2, 1], int.MaxValue, int.MinValue);
        HostTensor wide = HostTensor.Int([1, 2, 1], int.MaxValue, int.MinValue);
        yield return new Case("Dilation2D") { ["x"] = large, ["filter"] = wide, ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Expected = [HostTensor.Int([1, 1, 1, 1], -2)] };
        HostTensor x = HostTensor.Float([1, 1, 2, 1], 1, 1);
        HostTensor filter = HostTensor.Float([1, 2, 1], 16777216, 16777218);
        HostTensor close = HostTensor.Float([1, 1, 2, 1], 3, 1);
        HostTensor dy = HostTensor.Float([1, 1, 1, 1], 5);
        yield return new Case("Dilation2DBackpropInput") { ["x"] = x, ["filter"] = filter, ["dy"] = dy, ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Expected = [HostTensor.Float([1, 1, 2, 1], 0, 5)] };
        yield return new Case("Dilation2DBackpropFilter") { ["x"] = close, ["filter"] = filter, ["dy"] = dy, ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Expected = [HostTensor.Float([1, 2, 1], 5, 0)] };
        HostTensor later = HostTensor.Float([1, 1, 2, 1], 0, 1);
        HostTensor same = HostTensor.Float([1, 2, 1], 16777216, 16777216);
        yield return new Case("Dilation2DBackpropInput") { ["x"] = later, ["filter"] = same, ["dy"] = dy, ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Expected = [HostTensor.Float([1, 1, 2, 1], 0, 5)] };
        yield return new Case("Dilation2D") { ["x"] = HostTensor.Float([1, 1, 1, 1], double.NegativeInfinity), ["filter"] = HostTensor.Float([1, 1, 1], 0), ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Expected = [HostTensor.Float([1, 1, 1, 1], Least)] };
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Counting(DType.Float32, 1, 4, 4, 2);
        HostTensor filter = HostTensor.Counting(DType.Float32, 2, 2, 2);
        HostTensor narrow = HostTensor.Counting(DType.Float32, 2, 2, 1);
        HostTensor dy = HostTensor.Counting(DType.Float32, 1, 3, 3, 1);
        yield return new Case("Dilation2D") { ["x"] = filter, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["dilations"] = 1, Fails = "Rank", Blames = "x" };
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = narrow, ["strides"] = 1, ["pad"] = "same", ["dilations"] = 1, Fails = "Dimension", Blames = "filter" };
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = filter, ["strides"] = 0, ["pad"] = "same", ["dilations"] = 1, Fails = "Positive", Blames = "strides" };
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["dilations"] = 0, Fails = "Positive", Blames = "dilations" };
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = filter, ["strides"] = 1, ["pad"] = new[] { 1, 2, 3 }, ["dilations"] = 1, Fails = "Count", Blames = "pad" };
        yield return new Case("Dilation2DBackpropInput") { ["x"] = x, ["filter"] = filter, ["dy"] = dy, ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1, Fails = "Dimension", Blames = "dy" };
        yield return new Case("Dilation2D") { ["x"] = x, ["filter"] = HostTensor.Counting(DType.Int32, 2, 2, 2), ["strides"] = 1, ["pad"] = "same", ["dilations"] = 1, Fails = "SameDType", Blames = "filter" };
        yield return new Case("Dilation2D") { ["x"] = HostTensor.Counting(DType.Bool, 1, 4, 4, 2), ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["dilations"] = 1, Fails = "DType", Blames = "x" };

        // A window behind the image has no pixel to give its gradient to.
        HostTensor one = HostTensor.Counting(DType.Float32, 1, 1, 2);
        yield return new Case("Dilation2DBackpropInput") { ["x"] = x, ["filter"] = one, ["dy"] = HostTensor.Counting(DType.Float32, 1, 6, 6, 2), ["strides"] = 1, ["pad"] = new[] { 1 }, ["dilations"] = 1, Fails = "Window", Blames = "pad" };
    }
}
