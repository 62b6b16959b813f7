using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct Conv2DFilterGradientArgs
{
    public Tensor X;
    public Tensor Dy;
    public IntList Strides;
    public Choice<Padding> Pad;
    public DataFormat DataFormat;
    public DimRoundingMode DimRoundingMode;
    public IntList FilterShape;
}

public struct Conv3DFilterGradientArgs
{
    public Tensor X;
    public Tensor Dy;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList FilterShape;
}

/// <summary>
/// The gradient of a convolution with respect to its filter, [taps, channels, filters]: the sum over all output pixels of
/// x under the tap times dy, float32.
/// </summary>
/// <remarks>
/// A matrix product: patches of x, transposed, times dy. It is made for some rows of the output at a time, so that the
/// patches stay in the cache; the parts are then added, which also keeps the sums short.
/// </remarks>
public static unsafe class FilterGradient<V>
    where V : unmanaged, IVector<V>
{
    private const int PatchFloats = 128 * 1024;

    [Kernel("Conv2DBackpropFilter")]
    public static Status Image(ref Call call, ref Conv2DFilterGradientArgs args)
    {
        DataFormat format = args.DataFormat;
        Begin(ref call, in args.X, in args.Dy, 4, ChannelsLast.ChannelAxis(format), Conv2DFilterGradientFields.FilterShape, in args.FilterShape, out Shape filter);
        if (call.Failed)
        {
            return call.Status;
        }

        Window image = default;
        image.InHeight = ChannelsLast.Height(in args.X.Shape, format);
        image.InWidth = ChannelsLast.Width(in args.X.Shape, format);
        image.FilterHeight = filter[0];
        image.FilterWidth = filter[1];
        image.DilationHeight = 1;
        image.DilationWidth = 1;
        Window.ReadSteps(ref call, Conv2DFilterGradientFields.Strides, in args.Strides, out image.StrideHeight, out image.StrideWidth);
        image.Place(ref call, Conv2DFilterGradientFields.Pad, in args.Pad, args.DimRoundingMode, format);
        call.RequireShape(in args.Dy, ChannelsLast.ShapeOf(args.X.Shape[0], image.OutHeight, image.OutWidth, filter[3], format));
        call.Output(DType.Float32, in filter, out Tensor output);
        float* x = ChannelsLast.Read(ref call, in args.X, format);
        float* dy = ChannelsLast.Read(ref call, in args.Dy, format);
        if (!call.Failed)
        {
            VolumeWindow window = VolumeWindow.Of(in image);
            Run(ref call, in window, args.X.Shape[0], x, dy, in output);
        }

        return call.Status;
    }

    [Kernel("Conv3DBackpropFilterV2")]
    public static Status Volume(ref Call call, ref Conv3DFilterGradientArgs args)
    {
        Begin(ref call, in args.X, in args.Dy, 5, 4, Conv3DFilterGradientFields.FilterShape, in args.FilterShape, out Shape filter);
        if (call.Failed)
        {
            return call.Status;
        }

        VolumeWindow.Read(
            ref call, in args.X.Shape, in filter, Conv3DFilterGradientFields.Strides, in args.Strides, in args.Pad, -1, new IntList(null, -1), out VolumeWindow window);
        Shape expected = Shape.Of(args.X.Shape[0], window.Depth.Out, window.Height.Out, window.Width.Out);
        expected.Append(filter[4]);
        call.RequireShape(in args.Dy, in expected);
        if (call.Output(DType.Float32, in filter, out Tensor output) == Status.Ok)
        {
            Run(ref call, in window, args.X.Shape[0], args.X.Floats, args.Dy.Floats, in output);
        }

        return call.Status;
    }

    private static void Begin(ref Call call, in Tensor x, in Tensor dy, int rank, int channelAxis, int field, in IntList filterShape, out Shape filter)
    {
        filter = default;
        call.RequireType(in x, DType.Float32);
        call.RequireType(in dy, DType.Float32);
        call.RequireRank(in x, rank);
        call.RequireRank(in dy, rank);
        call.RequireCount(field, in filterShape, rank);
        if (call.Failed || call.ReadShape(field, in filterShape, -1, out filter) != Status.Ok)
        {
            return;
        }

        if (filter[rank - 2] != x.Shape[channelAxis])
        {
            call.Fail(Status.Dimension, field, rank - 2, x.Shape[channelAxis], filter[rank - 2]);
        }
    }

    private static void Run(ref Call call, in VolumeWindow window, int batch, float* x, float* dy, in Tensor output)
    {
        int filters = output.Shape[output.Rank - 1];
        int channels = output.Shape[output.Rank - 2];
        int columns = window.Width.Out;
        int rows = batch * window.Depth.Out * window.Height.Out;
        Moves.Fill(output.Ints, 0, output.Size);
        if (output.Size == 0 || (long)rows * columns == 0)
        {
            return;
        }

        long fitting = PatchFloats / ((long)window.Taps * channels * columns);
        int most = fitting < 1 ? 1 : fitting > rows ? rows : (int)fitting;
        float* patches = (float*)call.Scratch((long)window.Taps * channels * columns * most * sizeof(float));
        float* panels = (float*)call.Scratch(Panels<V>.Floats(most * columns, filters) * sizeof(float));
        float* bias = (float*)call.Scratch((long)Panels<V>.PaddedColumns(filters) * sizeof(float));
        float* part = (float*)call.Scratch((long)output.Size * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        Panels<V>.PadBias(bias, null, 0, filters);
        Gemm<V> gemm = default;
        gemm.A = patches;
        gemm.Panels = panels;
        gemm.Bias = bias;
        gemm.Least = float.NegativeInfinity;
        gemm.Most = float.PositiveInfinity;
        gemm.Columns = filters;
        gemm.RowC = filters;
        gemm.Taps = 1;
        gemm.C = part;
        for (int first = 0; first < rows; first += most)
        {
            int count = rows - first < most ? rows - first : most;
            int pixels = count * columns;
            Moves.Fill((int*)patches, 0, window.Taps * channels * pixels);
            for (int i = 0; i < count; i++)
            {
                GatherRow(in window, x, channels, first + i, patches + ((nint)i * columns), pixels);
            }

            nint whole = 0;
            Panels<V>.Pack(panels, dy + ((nint)first * columns * filters), &whole, 1, pixels, filters, filters, 1);
            gemm.RowStride = pixels;
            gemm.Depth = pixels;
            ParallelGemm<V>.Run(ref call, in gemm, window.Taps * channels);
            BinaryRow<V, AddMap<V>>.Run(output.Floats, part, output.Floats, output.Size, null);
        }
    }

    /// <summary>
    /// For one row of output pixels, counted through planes and batch, the elements of x under each tap: those of a tap and a
    /// channel lie together, <paramref name="stride"/> floats before those of the next. Padding is left as it is.
    /// </summary>
    private static void GatherRow(in VolumeWindow window, float* x, int channels, int row, float* target, int stride)
    {
        int plane = row / window.Height.Out;
        int front = (plane % window.Depth.Out * window.Depth.Stride) - window.Depth.Before;
        int top = (row % window.Height.Out * window.Height.Stride) - window.Height.Before;
        nint image = (nint)(plane / window.Depth.Out) * window.Depth.In;
        for (int tap = 0; tap < window.Taps; tap++)
        {
            int inX = tap % window.Width.Filter * window.DilationWidth - window.Width.Before;
            int rest = tap / window.Width.Filter;
            int inY = top + rest % window.Height.Filter * window.DilationHeight;
            int inZ = front + rest / window.Height.Filter * window.DilationDepth;
            if ((uint)inY >= (uint)window.Height.In || (uint)inZ >= (uint)window.Depth.In)
            {
                continue;
            }

            // columns whose tap lies in the image: 0 ≤ inX + column·stride < width
            int step = window.Width.Stride;
            int begin = inX >= 0 ? 0 : ((-inX - 1) / step) + 1;
            int end = window.Width.In > inX ? (window.Width.In - inX - 1) / step + 1 : 0;
            end = end < window.Width.Out ? end : window.Width.Out;
            if (begin < end)
            {
                float* source = x + ((((image + inZ) * window.Height.In + inY) * window.Width.In) + inX + ((nint)begin * step)) * channels;
                StridedCopy copy = default;
                copy.Add(channels, stride, 1);
                copy.Add(end - begin, 1, step * channels);
                copy.Run((byte*)(target + ((nint)tap * channels * stride) + begin), (byte*)source, sizeof(float));
            }
        }
    }
}
