using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

public struct Dilation2DArgs
{
    public Tensor X;
    public Tensor Filter;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;
}

public struct Dilation2DGradientArgs
{
    public Tensor X;
    public Tensor Filter;
    public Tensor Dy;
    public IntList Strides;
    public Choice<Padding> Pad;
    public IntList Dilations;
}

/// <summary>
/// Grey-scale morphological dilation of x [batch, height, width, channels] by a filter [height, width, channels], and its
/// gradients, which go to the first of the largest taps. A window wholly in the padding has the least value that tfjs
/// begins with.
/// </summary>
public static unsafe class Dilation2D<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>−(2^53 − 1) as a float.</summary>
    private const float Least = -9007199254740991f;

    [Kernel("Dilation2D")]
    public static Status Run(ref Call call, ref Dilation2DArgs args)
    {
        ref Tensor x = ref args.X;
        call.RequireNumber(in x);
        call.RequireSameType(in args.Filter, x.Type);
        Read(ref call, in x, in args.Filter, in args.Strides, in args.Pad, in args.Dilations, Dilation2DFields.Strides, out Window window, out Shape shape);
        if (call.Output(x.Type, in shape, out Tensor output) != Status.Ok)
        {
            return call.Status;
        }

        bool isFloat = x.Type == DType.Float32;
        Moves.Fill(output.Ints, isFloat ? BitConverter.SingleToInt32Bits(Least) : int.MinValue, output.Size);
        int channels = shape[3];
        float* y = output.Floats;
        for (int i = 0; i < shape[0] * shape[1] * shape[2]; i++)
        {
            Cell cell = Cell.At(in window, i);
            while (cell.Next(in window))
            {
                float* source = x.Floats + ((nint)cell.Source * channels);
                float* filter = args.Filter.Floats + ((nint)cell.Tap * channels);
                if (isFloat)
                {
                    DilationRow<V>.Raise(source, filter, y, channels);
                }
                else
                {
                    DilationRow<V>.RaiseInt(source, filter, y, channels);
                }
            }

            y += channels;
        }

        return call.Status;
    }

    [Kernel("Dilation2DBackpropInput")]
    public static Status InputGradient(ref Call call, ref Dilation2DGradientArgs args) => Gradient(ref call, ref args, true);

    [Kernel("Dilation2DBackpropFilter")]
    public static Status FilterGradient(ref Call call, ref Dilation2DGradientArgs args) => Gradient(ref call, ref args, false);

    private static Status Gradient(ref Call call, ref Dilation2DGradientArgs args, bool ofInput)
    {
        ref Tensor x = ref args.X;
        call.RequireType(in x, DType.Float32);
        call.RequireType(in args.Filter, DType.Float32);
        call.RequireType(in args.Dy, DType.Float32);
        Read(ref call, in x, in args.Filter, in args.Strides, in args.Pad, in args.Dilations, Dilation2DGradientFields.Strides, out Window window, out Shape shape);
        call.RequireShape(in args.Dy, in shape);
        call.Output(DType.Float32, ofInput ? x.Shape : args.Filter.Shape, out Tensor output);
        int channels = shape[3];
        float* best = (float*)call.Scratch((long)channels * 2 * sizeof(float));
        if (call.Failed)
        {
            return call.Status;
        }

        int* places = (int*)(best + channels);
        Moves.Fill(output.Ints, 0, output.Size);
        float* dy = args.Dy.Floats;
        for (int i = 0; i < shape[0] * shape[1] * shape[2] && output.Size > 0; i++)
        {
            Cell cell = Cell.At(in window, i);
            Moves.Fill((int*)best, BitConverter.SingleToInt32Bits(Least), channels);
            Moves.Fill(places, ofInput ? cell.Nearest(in window) : 0, channels);
            while (cell.Next(in window))
            {
                float* source = x.Floats + ((nint)cell.Source * channels);
                float* filter = args.Filter.Floats + ((nint)cell.Tap * channels);
                DilationRow<V>.RaiseAndNote(source, filter, best, places, ofInput ? cell.Source : cell.Tap, channels);
            }

            DilationRow<V>.Scatter(dy, places, output.Floats, channels);
            dy += channels;
        }

        return call.Status;
    }

    private static void Read(
        ref Call call, in Tensor x, in Tensor filter, in IntList strides, in Choice<Padding> pad, in IntList dilations, int stridesField, out Window window, out Shape shape)
    {
        window = default;
        shape = default;
        call.RequireRank(in x, 4);
        if (call.RequireRank(in filter, 3) != Status.Ok)
        {
            return;
        }

        call.RequireDimension(in filter, 2, x.Shape[3]);
        window.InHeight = x.Shape[1];
        window.InWidth = x.Shape[2];
        window.FilterHeight = filter.Shape[0];
        window.FilterWidth = filter.Shape[1];
        Window.ReadSteps(ref call, stridesField, in strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, stridesField + 2, in dilations, out window.DilationHeight, out window.DilationWidth);
        window.Place(ref call, stridesField + 1, in pad, default, DataFormat.NHWC);
        shape = Shape.Of(x.Shape[0], window.OutHeight, window.OutWidth, x.Shape[3]);
    }

    /// <summary>The taps of one window that lie in the image, in order.</summary>
    private struct Cell
    {
        private int _image;
        private int _top;
        private int _left;
        private int _next;

        public int Tap;

        /// <summary>The pixel under the tap, counted through all images.</summary>
        public int Source;

        public static Cell At(in Window window, int index)
        {
            int row = index / window.OutWidth;
            Cell cell = default;
            cell._image = row / window.OutHeight;
            cell._top = (row % window.OutHeight * window.StrideHeight) - window.PadTop;
            cell._left = (index % window.OutWidth * window.StrideWidth) - window.PadLeft;
            return cell;
        }

        /// <summary>The pixel of the image that is nearest to the window's corner.</summary>
        public readonly int Nearest(in Window window) =>
            Pixel(in window, Math.Clamp(_top, 0, window.InHeight - 1), Math.Clamp(_left, 0, window.InWidth - 1));

        public bool Next(in Window window)
        {
            for (; _next < window.FilterHeight * window.FilterWidth; _next++)
            {
                int row = _top + (_next / window.FilterWidth * window.DilationHeight);
                int column = _left + (_next % window.FilterWidth * window.DilationWidth);
                if ((uint)row < (uint)window.InHeight && (uint)column < (uint)window.InWidth)
                {
                    Tap = _next++;
                    Source = Pixel(in window, row, column);
                    return true;
                }
            }

            return false;
        }

        private readonly int Pixel(in Window window, int row, int column) => (((_image * window.InHeight) + row) * window.InWidth) + column;
    }
}
