using Lanewise.Runtime;

namespace Lanewise.Tests.Rows;

/// <summary>Conv3D and the gradients of convolutions, against sums over every pair of an output pixel and a tap. An image is a volume of one plane.</summary>
public sealed class ConvolutionGradientRows : IRowSource
{
    public IEnumerable<Row> Rows()
    {
        yield return new Row("Conv3D", () => Volumes(dilated: true).Select(Conv3D));
        yield return new Row("Conv3DBackpropInputV2", () => Volumes(dilated: false).Select(static s => InputGradient("Conv3DBackpropInputV2", s)));
        yield return new Row("Conv3DBackpropFilterV2", () => Volumes(dilated: false).Select(static s => FilterGradient("Conv3DBackpropFilterV2", s)));
        yield return new Row("Conv2DBackpropFilter", () => Images(dilated: false).Select(static s => FilterGradient("Conv2DBackpropFilter", s)));
        yield return new Row("Conv2DBackpropFilter NCHW", () => Images(dilated: false).Select(static s => FilterGradient("Conv2DBackpropFilter", s, "NCHW")));
        yield return new Row("DepthwiseConv2dNativeBackpropInput", () => Depthwise().Select(static s => InputGradient("DepthwiseConv2dNativeBackpropInput", s)));
        yield return new Row("DepthwiseConv2dNativeBackpropFilter", () => Depthwise().Select(static s => FilterGradient("DepthwiseConv2dNativeBackpropFilter", s)));
        yield return new Row("Convolution gradient errors", Errors);
    }

    private sealed record Setting
    {
        public int Batch { get; init; } = 2;
        public int[] In { get; init; } = [4, 5, 6];
        public int[] Filter { get; init; } = [2, 3, 2];
        public int Channels { get; init; } = 3;
        public int Filters { get; init; } = 4;
        public int[] Strides { get; init; } = [1, 1, 1];
        public int[] Dilations { get; init; } = [1, 1, 1];
        public object Pad { get; init; } = "same";
        public bool IsDepthwise { get; init; }
        public bool IsImage { get; init; }

        public int OutChannels => IsDepthwise ? Channels * Filters : Filters;

        public int[] X => [Batch, .. In, Channels];

        public int[] Weights => [.. Filter, Channels, Filters];

        public int[] Y => [Batch, .. Enumerable.Range(0, 3).Select(axis => Place(axis).Out), OutChannels];

        public (int Out, int Before) Place(int axis)
        {
            int span = ((Filter[axis] - 1) * Dilations[axis]) + 1;
            int count = (In[axis] + Strides[axis] - 1) / Strides[axis];
            if (Pad is "same")
            {
                int missing = ((count - 1) * Strides[axis]) + span - In[axis];
                return (count, IsImage ? Math.Max(missing, 0) / 2 : (int)Math.Floor(missing / 2.0));
            }

            int pad = Pad is int[] one && !(IsImage && axis == 0) ? one[0] : 0;
            return (In[axis] + (2 * pad) < span ? 0 : ((In[axis] + (2 * pad) - span) / Strides[axis]) + 1, pad);
        }

        /// <summary>All (index of x, index of the filter, index of y) whose products the convolution sums.</summary>
        public IEnumerable<(int[] X, int[] W, int[] Y)> Products()
        {
            foreach (int[] y in HostTensor.Indices(Y))
            {
                foreach (int[] tap in HostTensor.Indices(Filter))
                {
                    int[] at = [.. Enumerable.Range(0, 3).Select(axis => (y[axis + 1] * Strides[axis]) - Place(axis).Before + (tap[axis] * Dilations[axis]))];
                    if (at.Where((value, axis) => value < 0 || value >= In[axis]).Any())
                    {
                        continue;
                    }

                    if (IsDepthwise)
                    {
                        int channel = y[4] / Filters;
                        yield return ([y[0], .. at, channel], [.. tap, channel, y[4] % Filters], y);
                        continue;
                    }

                    for (int channel = 0; channel < Channels; channel++)
                    {
                        yield return ([y[0], .. at, channel], [.. tap, channel, y[4]], y);
                    }
                }
            }
        }
    }

    private static IEnumerable<Setting> Volumes(bool dilated)
    {
        foreach (object pad in new object[] { "same", "valid", new[] { 1 } })
        {
            yield return new Setting { Pad = pad };
            yield return new Setting { Pad = pad, Strides = [2, 1, 2], Filters = 9 };
            yield return new Setting { Pad = pad, Strides = [3, 3, 3], Filter = [1, 1, 1] };
            yield return new Setting { Pad = pad, Filter = [3, 1, 4], Channels = 9, Filters = 1, Batch = 1 };
            if (dilated)
            {
                yield return new Setting { Pad = pad, Dilations = [1, 2, 3] };
            }
        }

        yield return new Setting { Batch = 0 };
        yield return new Setting { Channels = 0 };
        yield return new Setting { Filters = 0 };
        yield return new Setting { Pad = "valid", Filter = [5, 2, 2] };
    }

    private static IEnumerable<Setting> Images(bool dilated)
    {
        foreach (object pad in new object[] { "same", "valid", new[] { 1 } })
        {
            yield return new Setting { IsImage = true, In = [1, 5, 7], Filter = [1, 3, 3], Pad = pad };
            yield return new Setting { IsImage = true, In = [1, 6, 5], Filter = [1, 2, 2], Pad = pad, Strides = [1, 2, 2], Channels = 5, Filters = 17 };
            yield return new Setting { IsImage = true, In = [1, 4, 4], Filter = [1, 1, 1], Pad = pad, Channels = 8, Filters = 1 };
            if (dilated)
            {
                yield return new Setting { IsImage = true, In = [1, 9, 8], Filter = [1, 3, 3], Pad = pad, Dilations = [1, 2, 2], Batch = 1 };
            }
        }

        // more rows than one piece of patches has
        yield return new Setting { IsImage = true, In = [1, 60, 60], Filter = [1, 3, 3], Channels = 5, Filters = 2, Batch = 1 };
        yield return new Setting { IsImage = true, In = [1, 4, 4], Filter = [1, 3, 3], Batch = 0 };
        yield return new Setting { IsImage = true, In = [1, 4, 4], Filter = [1, 3, 3], Channels = 0 };
    }

    private static IEnumerable<Setting> Depthwise() =>
        from setting in Images(dilated: true)
        from multiplier in new[] { 1, 3 }
        select setting with { IsDepthwise = true, Filters = multiplier };

    private static Case Conv3D(Setting s)
    {
        HostTensor x = HostTensor.Random(DType.Float32, 1, s.X, 2);
        HostTensor filter = HostTensor.Random(DType.Float32, 2, s.Weights, 2);
        HostTensor sums = new(DType.Int32, s.Y, new double[s.Y.Aggregate(1, static (size, dim) => size * dim)]);
        foreach ((int[] atX, int[] atW, int[] atY) in s.Products())
        {
            sums.Data[sums.Offset(atY)] += x[atX] * filter[atW];
        }

        return new Case("Conv3D")
        {
            ["x"] = x,
            ["filter"] = filter,
            ["strides"] = s.Strides,
            ["pad"] = s.Pad,
            ["dilations"] = s.Dilations,
            Expected = [HostTensor.Float(s.Y, sums.Data)],
            Absolute = 1e-4,
        };
    }

    private static Case InputGradient(string kernel, Setting s)
    {
        HostTensor dy = HostTensor.Random(DType.Float32, 1, Drop(s, s.Y, 1), 2);
        HostTensor filter = HostTensor.Random(DType.Float32, 2, Drop(s, s.Weights, 0), 2);
        HostTensor sums = new(DType.Int32, Drop(s, s.X, 1), new double[s.X.Aggregate(1, static (size, dim) => size * dim)]);
        foreach ((int[] atX, int[] atW, int[] atY) in s.Products())
        {
            sums.Data[sums.Offset(Drop(s, atX, 1))] += dy[Drop(s, atY, 1)] * filter[Drop(s, atW, 0)];
        }

        return Steps(s, new Case(kernel)
        {
            ["dy"] = dy,
            ["filter"] = filter,
            ["inputShape"] = sums.Shape,
            Expected = [HostTensor.Float(sums.Shape, sums.Data)],
            Absolute = 1e-4,
        });
    }

    private static Case FilterGradient(string kernel, Setting s, string? format = null)
    {
        HostTensor x = HostTensor.Random(DType.Float32, 1, Drop(s, s.X, 1), 2);
        HostTensor dy = HostTensor.Random(DType.Float32, 2, Drop(s, s.Y, 1), 2);
        HostTensor sums = new(DType.Int32, Drop(s, s.Weights, 0), new double[s.Weights.Aggregate(1, static (size, dim) => size * dim)]);
        foreach ((int[] atX, int[] atW, int[] atY) in s.Products())
        {
            sums.Data[sums.Offset(Drop(s, atW, 0))] += x[Drop(s, atX, 1)] * dy[Drop(s, atY, 1)];
        }

        Case test = Steps(s, new Case(kernel)
        {
            ["x"] = format == "NCHW" ? ChannelsFirst(x) : x,
            ["dy"] = format == "NCHW" ? ChannelsFirst(dy) : dy,
            ["filterShape"] = sums.Shape,
            Expected = [HostTensor.Float(sums.Shape, sums.Data)],
            Absolute = 1e-3,
        });
        if (format is not null)
        {
            test["dataFormat"] = format;
        }

        return test;
    }

    private static Case Steps(Setting s, Case test)
    {
        test["strides"] = Drop(s, s.Strides, 0);
        test["pad"] = s.Pad;
        if (s.IsDepthwise)
        {
            test["dilations"] = Drop(s, s.Dilations, 0);
        }

        return test;
    }

    /// <summary>A shape or an index without the depth, if it is an image's.</summary>
    private static int[] Drop(Setting s, int[] shape, int axis) => s.IsImage ? [.. shape[..axis], .. shape[(axis + 1)..]] : shape;

    private static HostTensor ChannelsFirst(HostTensor x) =>
        HostTensor.Build(x.Type, [x.Shape[0], x.Shape[3], x.Shape[1], x.Shape[2]], i => x[i[0], i[2], i[3], i[1]]);

    private static IEnumerable<Case> Errors()
    {
        HostTensor volume = HostTensor.Counting(DType.Float32, 1, 3, 3, 3, 2);
        HostTensor filter = HostTensor.Counting(DType.Float32, 2, 2, 2, 3, 1);
        HostTensor image = HostTensor.Counting(DType.Float32, 1, 4, 4, 2);
        HostTensor dy = HostTensor.Counting(DType.Float32, 1, 3, 3, 1);
        yield return new Case("Conv3D") { ["x"] = image, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", Fails = "Rank", Blames = "x" };
        yield return new Case("Conv3D") { ["x"] = volume, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", Fails = "Dimension", Blames = "filter" };
        yield return new Case("Conv3D") { ["x"] = volume, ["filter"] = filter, ["strides"] = new[] { 1, 1 }, ["pad"] = "same", Fails = "Dimension", Blames = "filter" };
        yield return new Case("Conv3DBackpropInputV2") { ["dy"] = volume, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["inputShape"] = new[] { 1, 2 }, Fails = "Count", Blames = "inputShape" };
        yield return new Case("Conv3DBackpropInputV2") { ["dy"] = volume, ["filter"] = filter, ["strides"] = 1, ["pad"] = "same", ["inputShape"] = new[] { 1, 3, 3, 3, 3 }, Fails = "Dimension", Blames = "dy" };
        yield return new Case("Conv2DBackpropFilter") { ["x"] = image, ["dy"] = dy, ["strides"] = 1, ["pad"] = "valid", ["filterShape"] = new[] { 2, 2, 3, 1 }, Fails = "Dimension", Blames = "filterShape" };
        yield return new Case("Conv2DBackpropFilter") { ["x"] = image, ["dy"] = dy, ["strides"] = 1, ["pad"] = "same", ["filterShape"] = new[] { 2, 2, 2, 1 }, Fails = "Dimension", Blames = "dy" };
        yield return new Case("DepthwiseConv2dNativeBackpropInput") { ["dy"] = dy, ["filter"] = HostTensor.Counting(DType.Float32, 2, 2, 1, 1), ["strides"] = 1, ["pad"] = "valid", ["dilations"] = 1 << 30, ["inputShape"] = new[] { 1, 4, 4, 1 }, Fails = "Span" };
        yield return new Case("DepthwiseConv2dNativeBackpropFilter") { ["x"] = image, ["dy"] = dy, ["strides"] = 1 << 30, ["pad"] = new[] { int.MaxValue }, ["dilations"] = 1, ["filterShape"] = new[] { 2, 2, 2, 1 }, Fails = "Range", Blames = "pad" };

        // a stride beyond every image: only the first window counts
        yield return new Case("Conv2DBackpropFilter") { ["x"] = HostTensor.Float([1, 2, 2, 1], 1, 2, 3, 4), ["dy"] = HostTensor.Float([1, 1, 1, 1], 3), ["strides"] = int.MaxValue, ["pad"] = new[] { 1 }, ["filterShape"] = new[] { 3, 3, 1, 1 }, Expected = [HostTensor.Float([3, 3, 1, 1], 0, 0, 0, 0, 3, 6, 0, 9, 12)] };
    }
}
