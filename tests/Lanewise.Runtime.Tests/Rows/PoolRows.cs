using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Pools against the largest and the mean of the window's values inside the image.</summary>
public sealed class PoolRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        foreach (DType type in new[] { DType.Float32, DType.Int32 })
        {
            yield return new Row($"MaxPool {type}", () => Pool("MaxPool", type));
            yield return new Row($"AvgPool {type}", () => Pool("AvgPool", type));
        }

        yield return new Row("MaxPool special", Special);
    }

    private static IEnumerable<Case> Pool(string kernel, DType type)
    {
        foreach (object pad in new object[] { "same", "valid", new[] { 1 }, new[] { 0, 0, 1, 2, 2, 0, 0, 0 } })
        {
            foreach ((int size, int stride) in new[] { (2, 2), (3, 1), (3, 2), (1, 2), (1, 1) })
            {
                foreach (int channels in new[] { 1, 3, 4, 9 })
                {
                    yield return Case(kernel, type, pad, size, stride, channels);
                }
            }
        }
    }

    private static Case Case(string kernel, DType type, object pad, int size, int stride, int channels)
    {
        const int Height = 6;
        const int Width = 7;
        HostTensor x = HostTensor.Random(type, size + channels, [2, Height, Width, channels], 50);
        (int outHeight, int top) = Place(Height, size, stride, pad, 2);
        (int outWidth, int left) = Place(Width, size, stride, pad, 4);
        bool isMax = kernel == "MaxPool";
        HostTensor expected = HostTensor.Build(type, [2, outHeight, outWidth, channels], i =>
        {
            List<double> values = [];
            for (int y = 0; y < size; y++)
            {
                for (int column = 0; column < size; column++)
                {
                    int inY = i[1] * stride - top + y;
                    int inX = i[2] * stride - left + column;
                    if (inY >= 0 && inX >= 0 && inY < Height && inX < Width)
                    {
                        values.Add(x[i[0], inY, inX, i[3]]);
                    }
                }
            }

            double result = isMax ? values.DefaultIfEmpty(double.NegativeInfinity).Max() : values.Count == 0 ? double.NaN : values.Average();
            return type == DType.Int32 ? values.Count == 0 ? 0 : Math.Truncate(result) + 0.0 : result;
        });
        return new Case(kernel)
        {
            ["x"] = x,
            ["filterSize"] = new[] { size, size },
            ["strides"] = new[] { stride },
            ["pad"] = pad,
            Expected = [expected],
            Relative = isMax ? 0 : 1e-6,
            Absolute = isMax ? 0 : 1e-5,
        };
    }

    private static (int Out, int Before) Place(int size, int window, int stride, object pad, int axis)
    {
        switch (pad)
        {
            case "same":
                int count = (size + stride - 1) / stride;
                return (count, Math.Max(0, (count - 1) * stride + window - size) / 2);
            case "valid":
                return ((size - window + stride) / stride, 0);
            default:
                int[] pads = (int[])pad;
                (int before, int after) = pads.Length == 1 ? (pads[0], pads[0]) : (pads[axis], pads[axis + 1]);
                return ((size - window + before + after) / stride + 1, before);
        }
    }

    private static IEnumerable<Case> Special()
    {
        HostTensor x = HostTensor.Float([1, 1, 4, 1], double.NaN, 1, double.NegativeInfinity, double.NaN);
        yield return new Case("MaxPool")
        {
            ["x"] = x,
            ["filterSize"] = new[] { 1, 2 },
            ["strides"] = new[] { 1, 2 },
            ["pad"] = "valid",
            Expected = [HostTensor.Float([1, 1, 2, 1], 1, double.NegativeInfinity)],
        };
        HostTensor square = HostTensor.Float([1, 2, 2, 1], 1, 2, 3, 4);
        yield return new Case("MaxPool")
        {
            ["x"] = square,
            ["filterSize"] = new[] { 1 },
            ["strides"] = new[] { 2 },
            ["pad"] = new[] { 1 },
            Expected = [square],
        };
        yield return new Case("MaxPool") { ["x"] = x, ["filterSize"] = new[] { 2 }, ["strides"] = new[] { 0 }, ["pad"] = "valid", Fails = "Positive", Blames = "strides" };
        yield return new Case("MaxPool") { ["x"] = x, ["filterSize"] = new[] { 3 }, ["strides"] = new[] { 1 }, ["pad"] = "valid", Fails = "Window", Blames = "pad" };
    }
}
