using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Convolutions against a sum over the window, written index by index.</summary>
public sealed class ConvolutionRows : IRowSource
{
    private static readonly string[] Activations = ["linear", "relu", "relu6", "prelu", "leakyrelu", "sigmoid", "elu"];

    public IEnumerable<Row> Rows()
    {
        yield return new Row("Conv2D windows", Windows);
        yield return new Row("Conv2D channels", Channels);
        yield return new Row("Conv2D NCHW", () => Settings().Select(s => Conv(s with { Format = "NCHW" })));
        yield return new Row("Conv2D errors", Errors);
        yield return new Row("FusedConv2D", () => Activations.SelectMany(activation => Fused(activation, depthwise: false)));
        yield return new Row("FusedDepthwiseConv2D", () => Activations.SelectMany(activation => Fused(activation, depthwise: true)));
        yield return new Row("DepthwiseConv2dNative windows", () => Settings().Select(s => Conv(s with { Depthwise = true, Out = 1 })));
        yield return new Row("DepthwiseConv2dNative channels", DepthwiseChannels);
        yield return new Row("DepthwiseConv2dNative NCHW", () => Settings().Take(8).Select(s => Conv(s with { Depthwise = true, Out = 2, Format = "NCHW" })));
        yield return new Row("Conv2DBackpropInput", Backprop);
    }

    private sealed record Setting
    {
        public int Batch { get; init; } = 1;
        public int Height { get; init; } = 7;
        public int Width { get; init; } = 9;
        public int In { get; init; } = 3;
        public int Out { get; init; } = 5;
        public int FilterHeight { get; init; } = 3;
        public int FilterWidth { get; init; } = 3;
        public int[] Strides { get; init; } = [1, 1];
        public int[] Dilations { get; init; } = [1, 1];
        public object Pad { get; init; } = "same";
        public string Format { get; init; } = "NHWC";
        public bool Depthwise { get; init; }
    }

    private static IEnumerable<Setting> Settings()
    {
        foreach (object pad in new object[] { "same", "valid", new[] { 1 }, new[] { 0, 0, 1, 2, 0, 3, 0, 0 } })
        {
            yield return new Setting { Pad = pad };
            yield return new Setting { Pad = pad, Strides = [2, 2], Batch = 2 };
            yield return new Setting { Pad = pad, FilterHeight = 1, FilterWidth = 1, In = 9 };
            yield return new Setting { Pad = pad, FilterHeight = 2, FilterWidth = 2, Strides = [2, 2], In = 8 };
            yield return new Setting { Pad = pad, FilterHeight = 5, FilterWidth = 5, In = 11 };
        }

        yield return new Setting { Pad = "same", FilterHeight = 2, FilterWidth = 4, Strides = [3, 1], In = 10 };
        yield return new Setting { Pad = "valid", Dilations = [2, 2], In = 8 };
        yield return new Setting { Pad = "same", Dilations = [1, 3], In = 2 };
        yield return new Setting { Pad = "same", Height = 1, Width = 1 };
        yield return new Setting { Pad = "same", Height = 2, Width = 13, Strides = [2, 2], In = 16, Out = 17 };
        yield return new Setting { Pad = "same", In = 10, Out = 1, Width = 9, Batch = 2 };
        yield return new Setting { Pad = "same", In = 3, Out = 6, Height = 9, Width = 17, Strides = [2, 2] };
        yield return new Setting { Pad = "same", In = 3, Out = 12, Width = 2, FilterHeight = 5, FilterWidth = 5, Strides = [2, 2] };
        yield return new Setting { Pad = "same", Batch = 0 };
    }

    private static IEnumerable<Case> Windows() => Settings().Select(Conv);

    private static IEnumerable<Case> Channels()
    {
        foreach (int channels in new[] { 1, 2, 4, 7, 8, 9, 15, 16, 33 })
        {
            foreach (int filters in new[] { 1, 3, 4, 7, 8, 9, 16, 31 })
            {
                yield return Conv(new Setting { In = channels, Out = filters, Height = 3, Width = 5 });
                yield return Conv(new Setting { In = channels, Out = filters, Height = 4, Width = 3, FilterHeight = 1, FilterWidth = 1 });
            }
        }
    }

    private static IEnumerable<Case> DepthwiseChannels()
    {
        foreach (int channels in new[] { 1, 3, 4, 5, 8, 12, 17 })
        {
            foreach (int multiplier in new[] { 1, 2, 3 })
            {
                foreach (int stride in new[] { 1, 2 })
                {
                    yield return Conv(new Setting { Depthwise = true, In = channels, Out = multiplier, Strides = [stride, stride], Width = 11 });
                    yield return Conv(new Setting { Depthwise = true, In = channels, Out = multiplier, Strides = [stride, stride], Width = 3, Height = 4 });
                }

                // Rows by twos, an odd and an even number of them between the edges, of padded lines and in place, of several images.
                yield return Conv(new Setting { Depthwise = true, In = channels, Out = multiplier, Height = 7, Width = 19, Batch = 2 });
                yield return Conv(new Setting { Depthwise = true, In = channels, Out = multiplier, Height = 8, Width = 6, Pad = "valid" });
            }
        }
    }

    private static IEnumerable<Case> Errors()
    {
        HostTensor x = HostTensor.Random(DType.Float32, 1, [1, 4, 4, 2]);
        HostTensor filter = HostTensor.Random(DType.Float32, 2, [3, 3, 2, 4]);
        yield return new Case("Conv2D") { ["x"] = x, ["filter"] = HostTensor.Random(DType.Float32, 2, [3, 3, 3, 4]), ["strides"] = new[] { 1 }, ["pad"] = "same", Fails = "Dimension", Blames = "filter" };
        yield return new Case("Conv2D") { ["x"] = HostTensor.Random(DType.Float32, 1, [4, 4, 2]), ["filter"] = filter, ["strides"] = new[] { 1 }, ["pad"] = "same", Fails = "Rank", Blames = "x" };
        yield return new Case("Conv2D") { ["x"] = x, ["filter"] = filter, ["strides"] = new[] { 0 }, ["pad"] = "same", Fails = "Positive", Blames = "strides" };
        yield return new Case("Conv2D") { ["x"] = HostTensor.Counting(DType.Int32, 1, 4, 4, 2), ["filter"] = filter, ["strides"] = new[] { 1 }, ["pad"] = "same", Fails = "DType", Blames = "x" };
        yield return new Case("FusedConv2D") { ["x"] = x, ["filter"] = filter, ["strides"] = new[] { 1 }, ["pad"] = "same", ["bias"] = HostTensor.Float([3], 1, 2, 3), Fails = "Broadcast", Blames = "bias" };
        yield return new Case("FusedConv2D") { ["x"] = x, ["filter"] = filter, ["strides"] = new[] { 1 }, ["pad"] = "same", ["activation"] = "prelu", Fails = "Missing", Blames = "preluActivationWeights" };

        // a last window that would begin, or end, where an int does not reach
        yield return new Case("Conv2D") { ["x"] = x, ["filter"] = filter, ["strides"] = new[] { 1 << 30 }, ["pad"] = new[] { 0, 0, 0, int.MaxValue, 0, 0, 0, 0 }, Fails = "Reach", Blames = "pad" };
        yield return new Case("Conv2D") { ["x"] = x, ["filter"] = HostTensor.Float([3, 3, 2, 0]), ["strides"] = new[] { 1 }, ["pad"] = new[] { 0, 0, 0, 0, 0, int.MaxValue, 0, 0 }, Fails = "Reach", Blames = "pad" };
    }

    private static Case Conv(Setting s)
    {
        (HostTensor x, HostTensor filter, HostTensor expected) = Reference(s);
        return new Case(s.Depthwise ? "DepthwiseConv2dNative" : "Conv2D")
        {
            ["x"] = x,
            ["filter"] = filter,
            ["strides"] = s.Strides,
            ["pad"] = PadFor(s.Format, s.Pad),
            ["dilations"] = s.Dilations,
            ["dataFormat"] = s.Format,
            Expected = [expected],
            Relative = 1e-5,
            Absolute = 1e-4,
        };
    }

    private static IEnumerable<Case> Fused(string activation, bool depthwise)
    {
        foreach (string format in new[] { "NHWC", "NCHW" })
        {
            var setting = new Setting { In = 9, Out = depthwise ? 1 : 10, Depthwise = depthwise, Format = format };
            int channels = depthwise ? 9 : 10;
            (HostTensor x, HostTensor filter, HostTensor plain) = Reference(setting);
            foreach (int[] biasShape in new int[][] { [channels], [1], [], format == "NHWC" ? [1, 1, channels] : [channels, 1, 1], plain.Shape })
            {
                int[] alphaShape = biasShape;
                HostTensor bias = HostTensor.Random(DType.Float32, 5, biasShape, 10);
                HostTensor alpha = HostTensor.Random(DType.Float32, 6, alphaShape, 1);
                HostTensor expected = HostTensor.Build(
                    DType.Float32, plain.Shape, i => Activate(activation, plain[i] + At(bias, i, format, channels), At(alpha, i, format, channels)));
                yield return new Case(depthwise ? "FusedDepthwiseConv2D" : "FusedConv2D")
                {
                    ["x"] = x,
                    ["filter"] = filter,
                    ["strides"] = setting.Strides,
                    ["pad"] = setting.Pad,
                    ["dataFormat"] = format,
                    ["activation"] = activation,
                    ["bias"] = bias,
                    ["preluActivationWeights"] = activation == "prelu" ? alpha : null,
                    ["leakyreluAlpha"] = 0.2,
                    Expected = [expected],
                    Relative = 1e-5,
                    Absolute = 1e-4,
                };
            }
        }
    }

    private static double Activate(string activation, double x, double alpha) => activation switch
    {
        "relu" => Math.Max(x, 0),
        "relu6" => Math.Clamp(x, 0, 6),
        "prelu" => x < 0 ? alpha * x : x,
        "leakyrelu" => x < 0 ? 0.2 * x : x,
        "sigmoid" => 1 / (1 + Math.Exp(-x)),
        "elu" => x < 0 ? Math.Exp(x) - 1 : x,
        _ => x,
    };

    private static double At(HostTensor tensor, int[] index, string format, int channels)
    {
        if (tensor.Shape.Length == 1 && tensor.Size == channels)
        {
            return tensor[index[format == "NHWC" ? 3 : 1]];
        }

        int[] own = index[(index.Length - tensor.Shape.Length)..];
        return tensor[[.. own.Select((value, axis) => tensor.Shape[axis] == 1 ? 0 : value)]];
    }

    private static (HostTensor X, HostTensor Filter, HostTensor Expected) Reference(Setting s)
    {
        bool last = s.Format == "NHWC";
        HostTensor x = HostTensor.Random(DType.Float32, s.In * 31 + s.Out, last ? [s.Batch, s.Height, s.Width, s.In] : [s.Batch, s.In, s.Height, s.Width], 2);
        HostTensor filter = HostTensor.Random(DType.Float32, 77, [s.FilterHeight, s.FilterWidth, s.In, s.Out], 2);
        int spanHeight = (s.FilterHeight - 1) * s.Dilations[0] + 1;
        int spanWidth = (s.FilterWidth - 1) * s.Dilations[1] + 1;
        (int outHeight, int top) = Place(s.Height, spanHeight, s.Strides[0], s.Pad, 0);
        (int outWidth, int left) = Place(s.Width, spanWidth, s.Strides[1], s.Pad, 1);
        int channels = s.Depthwise ? s.In * s.Out : s.Out;
        HostTensor expected = HostTensor.Build(
            DType.Float32,
            last ? [s.Batch, outHeight, outWidth, channels] : [s.Batch, channels, outHeight, outWidth],
            i =>
            {
                (int y, int column, int channel) = last ? (i[1], i[2], i[3]) : (i[2], i[3], i[1]);
                double sum = 0;
                for (int fy = 0; fy < s.FilterHeight; fy++)
                {
                    for (int fx = 0; fx < s.FilterWidth; fx++)
                    {
                        int inY = y * s.Strides[0] - top + fy * s.Dilations[0];
                        int inX = column * s.Strides[1] - left + fx * s.Dilations[1];
                        if (inY < 0 || inX < 0 || inY >= s.Height || inX >= s.Width)
                        {
                            continue;
                        }

                        for (int c = 0; c < s.In; c++)
                        {
                            if (s.Depthwise && c != channel / s.Out)
                            {
                                continue;
                            }

                            double value = last ? x[i[0], inY, inX, c] : x[i[0], c, inY, inX];
                            sum += value * filter[fy, fx, c, s.Depthwise ? channel % s.Out : channel];
                        }
                    }
                }

                return sum;
            });
        return (x, filter, expected);
    }

    // Explicit padding has a pair per axis of the tensor.
    private static object PadFor(string format, object pad) =>
        format == "NCHW" && pad is int[] { Length: 8 } pairs ? new[] { 0, 0, 0, 0, pairs[2], pairs[3], pairs[4], pairs[5] } : pad;

    private static (int Out, int Before) Place(int size, int span, int stride, object pad, int axis)
    {
        switch (pad)
        {
            case "same":
                int count = (size + stride - 1) / stride;
                return (count, Math.Max(0, (count - 1) * stride + span - size) / 2);
            case "valid":
                return ((int)Math.Ceiling((double)(size - span + 1) / stride), 0);
            case int[] { Length: 1 } one:
                return ((int)Math.Truncate((double)(size - span + 2 * one[0]) / stride + 1), one[0]);
            default:
                int[] explicitPad = (int[])pad;
                return ((int)Math.Truncate((double)(size - span + explicitPad[2 + 2 * axis] + explicitPad[3 + 2 * axis]) / stride + 1), explicitPad[2 + 2 * axis]);
        }
    }

    private static IEnumerable<Case> Backprop()
    {
        // A gradient larger than the window's output: what lies beyond is not read.
        HostTensor large = HostTensor.Random(DType.Float32, 1, [1, 5, 6, 2]);
        HostTensor pointwise = HostTensor.Float([1, 1, 1, 2], 2, 3);
        yield return new Case("Conv2DBackpropInput")
        {
            ["dy"] = large,
            ["filter"] = pointwise,
            ["strides"] = new[] { 1 },
            ["pad"] = "same",
            ["inputShape"] = new[] { 1, 3, 4, 1 },
            Expected = [HostTensor.Build(DType.Float32, [1, 3, 4, 1], i => large[0, i[1], i[2], 0] * 2 + large[0, i[1], i[2], 1] * 3)],
            Absolute = 1e-5,
        };
        yield return new Case("Conv2DBackpropInput")
        {
            ["dy"] = large,
            ["filter"] = pointwise,
            ["strides"] = new[] { 1 },
            ["pad"] = "same",
            ["inputShape"] = new[] { 1, 6, 6, 1 },
            Fails = "Window",
            Blames = "dy",
        };
        foreach (Setting s in Settings())
        {
            if (s.Dilations[0] != 1 || s.Dilations[1] != 1 || s.Batch == 0)
            {
                continue;
            }

            foreach (string format in new[] { "NHWC", "NCHW" })
            {
                bool last = format == "NHWC";
                (HostTensor x, HostTensor filter, HostTensor forward) = Reference(s with { Format = format });
                HostTensor dy = HostTensor.Random(DType.Float32, 9, forward.Shape);
                (int outHeight, int top) = Place(s.Height, s.FilterHeight, s.Strides[0], s.Pad, 0);
                (int outWidth, int left) = Place(s.Width, s.FilterWidth, s.Strides[1], s.Pad, 1);
                HostTensor expected = HostTensor.Build(DType.Float32, x.Shape, i =>
                {
                    (int inY, int inX, int c) = last ? (i[1], i[2], i[3]) : (i[2], i[3], i[1]);
                    double sum = 0;
                    for (int y = 0; y < outHeight; y++)
                    {
                        for (int column = 0; column < outWidth; column++)
                        {
                            int fy = inY + top - y * s.Strides[0];
                            int fx = inX + left - column * s.Strides[1];
                            if (fy < 0 || fx < 0 || fy >= s.FilterHeight || fx >= s.FilterWidth)
                            {
                                continue;
                            }

                            for (int o = 0; o < s.Out; o++)
                            {
                                sum += (last ? dy[i[0], y, column, o] : dy[i[0], o, y, column]) * filter[fy, fx, c, o];
                            }
                        }
                    }

                    return sum;
                });
                yield return new Case("Conv2DBackpropInput")
                {
                    ["dy"] = dy,
                    ["filter"] = filter,
                    ["strides"] = s.Strides,
                    ["pad"] = PadFor(format, s.Pad),
                    ["dataFormat"] = format,
                    ["inputShape"] = x.Shape,
                    Expected = [expected],
                    Relative = 1e-5,
                    Absolute = 1e-4,
                };
            }
        }
    }
}
