using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>A dilation's checks and its walk over the windows.</summary>
internal unsafe struct DilationFrame
{
    private Window _window;
    private int _batch;

    public DilationPixel Pixel;
    public Shape OutShape;

    /// <param name="call">The call.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="firstField">Where strides, pad and dilations stand, one after another.</param>
    /// <param name="frame">What is read from them.</param>
    public static Status Begin(ref Call call, in Dilation2DArgs args, int firstField, out DilationFrame frame)
    {
        frame = default;
        call.RequireNumber(in args.X);
        call.RequireSameType(in args.Filter, args.X.Type);
        call.RequireRank(in args.X, 4);
        if (call.RequireRank(in args.Filter, 3) != Status.Ok)
        {
            return call.Status;
        }

        ref readonly Shape x = ref args.X.Shape;
        ref readonly Shape filter = ref args.Filter.Shape;
        int channels = x[3];
        call.RequireDimension(in args.Filter, 2, channels);
        ref Window window = ref frame._window;
        window.InHeight = x[1];
        window.InWidth = x[2];
        window.FilterHeight = filter[0];
        window.FilterWidth = filter[1];
        Window.ReadSteps(ref call, firstField, in args.Strides, out window.StrideHeight, out window.StrideWidth);
        Window.ReadSteps(ref call, firstField + 2, in args.Dilations, out window.DilationHeight, out window.DilationWidth);
        window.Place(ref call, firstField + 1, in args.Pad, DimRoundingMode.None, DataFormat.NHWC);
        frame._batch = x[0];
        frame.OutShape = Shape.Of(x[0], window.OutHeight, window.OutWidth, channels);
        ref DilationPixel pixel = ref frame.Pixel;
        pixel.X = args.X.Floats;
        pixel.Filter = args.Filter.Floats;
        pixel.IsInt = args.X.Type == DType.Int32;
        pixel.Channels = channels;
        pixel.RowStep = (nint)window.DilationHeight * x[2] * channels;
        pixel.ColumnStep = (nint)window.DilationWidth * channels;
        pixel.TapRowStep = (nint)filter[1] * channels;
        return call.Status;
    }

    /// <summary>
    /// A gradient of the images needs each window to begin inside them: what exceeds them has no pixel to give it to where no
    /// tap is left.
    /// </summary>
    public readonly Status RequireInside(ref Call call, int field)
    {
        bool isInside = (_window.OutHeight - 1L) * _window.StrideHeight - _window.PadTop < _window.InHeight
            && (_window.OutWidth - 1L) * _window.StrideWidth - _window.PadLeft < _window.InWidth;
        return isInside && _window.InHeight > 0 && _window.InWidth > 0
            ? call.Status
            : call.Fail(Status.Window, field, _window.SpanHeight, _window.SpanWidth, _window.InHeight, _window.InWidth);
    }

    public readonly void Walk(delegate*<DilationPixel*, void> cell)
    {
        DilationPixel p = Pixel;
        int channels = p.Channels;
        nint row = (nint)_window.InWidth * channels;
        for (int b = 0; b < _batch; b++)
        {
            nint image = b * row * _window.InHeight;
            for (int y = 0; y < _window.OutHeight; y++)
            {
                long top = (long)y * _window.StrideHeight - _window.PadTop;
                p.Rows = Clip(top, _window.FilterHeight, _window.DilationHeight, _window.InHeight, out int firstRow);
                for (int x = 0; x < _window.OutWidth; x++)
                {
                    long left = (long)x * _window.StrideWidth - _window.PadLeft;
                    p.Columns = Clip(left, _window.FilterWidth, _window.DilationWidth, _window.InWidth, out int firstColumn);
                    p.In = image + (nint)(top + (long)firstRow * _window.DilationHeight) * row
                        + (nint)(left + (long)firstColumn * _window.DilationWidth) * channels;
                    p.Tap = firstRow * p.TapRowStep + (nint)firstColumn * channels;
                    p.Corner = image + (top > 0 ? (nint)top : 0) * row + (left > 0 ? (nint)left : 0) * channels;
                    cell(&p);
                    p.Out += channels;
                }
            }
        }
    }

    /// <summary>Which taps of a window that begins at <paramref name="start"/> lie inside the image: how many from which.</summary>
    private static int Clip(long start, int taps, int dilation, int limit, out int first)
    {
        long begin = start < 0 ? (-start + dilation - 1) / dilation : 0;
        long end = start < limit ? (limit - start + dilation - 1) / dilation : 0;
        end = end < taps ? end : taps;
        first = begin < end ? (int)begin : 0;
        return begin < end ? (int)(end - begin) : 0;
    }
}
