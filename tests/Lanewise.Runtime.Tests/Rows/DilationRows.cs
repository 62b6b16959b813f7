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

        // the corners see nothing but padding
        new([1, 2, 2, 2], [1, 1, 2], 1, 1, new[] { 0, 0, 1, 1, 1, 1, 0, 0 }, [1, 4, 4, 2], 1, 1),
    ];

    public IEnumerable<Row> Rows()
    {
        yield return new Row("Dilation2D Float32", () => Geometries.Select(static g => Forward(g, DType.Float32)));
        yield return new Row("Dilation2D Int32", () => Geometries.Select(static g => Forward(g, DType.Int32)));
        yield return new Row("Dilation2DBackpropInput", () => Geometries.Select(static g => Backward(g, true)));
        yield return new Row("Dilation2DBackpropFilter", () => Geometries.Select(static g => Backward(g, false)));
        yield return new Row("Dilation2D of NaN", NaN);
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
        double least = type == DType.Float32 ? Least : int.MinValue;
        HostTensor expected = HostTensor.Build(type, g.Out, at => Taps(g, at).Select(tap => (double)(float)(x[tap.Source] + filter[tap.Tap])).Append(least).Max());
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

    private static Case Backward(Geometry g, bool ofInput)
    {
        // few values, so that taps tie
        HostTensor x = HostTensor.Random(DType.Int32, 1, g.X, 2);
        HostTensor filter = HostTensor.Random(DType.Int32, 2, g.Filter, 1);
        HostTensor dy = HostTensor.Random(DType.Int32, 3, g.Out, 9);
        HostTensor gradient = HostTensor.Build(DType.Float32, ofInput ? g.X : g.Filter, static _ => 0);
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

        HostTensor[] floats = [.. new[] { x, filter, dy }.Select(static t => HostTensor.Float(t.Shape, t.Data))];
        return new Case(ofInput ? "Dilation2DBackpropInput" : "Dilation2DBackpropFilter")
        {
            ["x"] = floats[0],
            ["filter"] = floats[1],
            ["dy"] = floats[2],
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
    }
}
