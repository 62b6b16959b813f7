namespace Lanewise.Runtime.Ops;

/// <summary>
/// A window that slides over an image: sizes, steps and padding of a convolution or a pool, as tfjs-core's conv_util computes
/// them.
/// </summary>
public struct Window
{
    /// <summary>The most that a window may span and a padding may have, so that places of pixels are ints.</summary>
    public const int MaxSpan = 1 << 24;

    /// <summary>The most pixels that a padded image may have along an axis, for the same reason.</summary>
    private const long MaxReach = 1 << 30;

    public int InHeight;
    public int InWidth;
    public int OutHeight;
    public int OutWidth;
    public int FilterHeight;
    public int FilterWidth;
    public int StrideHeight;
    public int StrideWidth;
    public int DilationHeight;
    public int DilationWidth;
    public int PadTop;
    public int PadLeft;

    public readonly int SpanHeight => (FilterHeight - 1) * DilationHeight + 1;

    public readonly int SpanWidth => (FilterWidth - 1) * DilationWidth + 1;

    /// <summary>Rows below the image that the last window touches.</summary>
    public readonly int PadBottom => (int)Beyond((OutHeight - 1L) * StrideHeight + SpanHeight - PadTop - InHeight);

    /// <summary>Columns behind the image that the last window touches.</summary>
    public readonly int PadRight => (int)Beyond((OutWidth - 1L) * StrideWidth + SpanWidth - PadLeft - InWidth);

    public readonly bool IsUnpadded => PadTop == 0 && PadLeft == 0 && PadBottom == 0 && PadRight == 0;

    /// <summary>A single pixel at every pixel: the convolution is a matrix product.</summary>
    public readonly bool IsPointwise => FilterHeight == 1 && FilterWidth == 1 && StrideHeight == 1 && StrideWidth == 1 && IsUnpadded
        && OutHeight == InHeight && OutWidth == InWidth;

    /// <summary>Steps given as one number or as one per axis; none means 1.</summary>
    public static Status ReadSteps(ref Call call, int field, in IntList list, out int height, out int width)
    {
        height = list.Count > 0 ? list[0] : 1;
        width = list.Count > 1 ? list[1] : height;
        if (list.Count > 3)
        {
            call.Fail(Status.Count, field, 2, list.Count);
        }

        call.RequirePositive(field, height);
        return call.RequirePositive(field, width);
    }

    /// <summary>Computes padding and output size; the sizes of image and filter, steps and dilations are set already.</summary>
    public Status Place(ref Call call, int field, in Choice<Padding> pad, DimRoundingMode rounding, DataFormat format)
    {
        if (call.Failed)
        {
            return call.Status;
        }

        if (IsTooWide(FilterHeight, DilationHeight) || IsTooWide(FilterWidth, DilationWidth))
        {
            return call.Fail(Status.Span, -1, MaxSpan);
        }

        if (!pad.IsExplicit)
        {
            if (pad.Value == Padding.Same)
            {
                OutHeight = (int)(((long)InHeight + StrideHeight - 1) / StrideHeight);
                OutWidth = (int)(((long)InWidth + StrideWidth - 1) / StrideWidth);
                PadTop = (int)(Beyond((OutHeight - 1L) * StrideHeight + SpanHeight - InHeight) / 2);
                PadLeft = (int)(Beyond((OutWidth - 1L) * StrideWidth + SpanWidth - InWidth) / 2);
            }
            else
            {
                OutHeight = CeilingDivide(InHeight - SpanHeight + 1, StrideHeight);
                OutWidth = CeilingDivide(InWidth - SpanWidth + 1, StrideWidth);
            }
        }
        else if (pad.Ints.Count == 1)
        {
            // One number: tfjs-core takes the height's window and step for both axes.
            PadTop = PadLeft = pad.Ints[0];
            OutHeight = Count(InHeight - SpanHeight + 2L * PadTop, StrideHeight, rounding);
            OutWidth = Count(InWidth - SpanHeight + 2L * PadTop, StrideHeight, rounding);
        }
        else if (pad.Ints.Count == 8)
        {
            // One pair per axis of the tensor.
            int first = format == DataFormat.NHWC ? 2 : 4;
            PadTop = pad.Ints[first];
            PadLeft = pad.Ints[first + 2];
            OutHeight = Count((long)InHeight - SpanHeight + PadTop + pad.Ints[first + 1], StrideHeight, rounding);
            OutWidth = Count((long)InWidth - SpanWidth + PadLeft + pad.Ints[first + 3], StrideWidth, rounding);
        }
        else
        {
            return call.Fail(Status.Count, field, 8, pad.Ints.Count);
        }

        if ((uint)PadTop > MaxSpan || (uint)PadLeft > MaxSpan)
        {
            return call.Fail(Status.Range, field, 0, MaxSpan, (uint)PadTop > MaxSpan ? PadTop : PadLeft);
        }

        if (OutHeight < 0 || OutWidth < 0)
        {
            return call.Fail(Status.Window, field, SpanHeight, SpanWidth, InHeight, InWidth);
        }

        // padding behind the image, and a last window that begins behind it because counts are rounded up
        return Reach(OutHeight, StrideHeight, SpanHeight) > MaxReach || Reach(OutWidth, StrideWidth, SpanWidth) > MaxReach
            ? call.Fail(Status.Reach, field, (int)MaxReach)
            : call.Status;
    }

    /// <summary>Where the last window ends.</summary>
    private static long Reach(int windows, int stride, int span) => ((windows - 1L) * stride) + span;

    public static bool IsTooWide(int filter, int dilation) => (filter - 1L) * dilation >= MaxSpan;

    private static long Beyond(long value) => value > 0 ? value : 0;

    private static int CeilingDivide(int value, int divisor) => (int)Math.Ceiling((double)value / divisor);

    /// <summary>How many windows start in a room of that many places.</summary>
    public static int Count(long room, int stride, DimRoundingMode rounding)
    {
        double count = (double)room / stride + 1;
        return (int)(rounding switch
        {
            DimRoundingMode.Floor => Math.Floor(count),
            DimRoundingMode.Round => Math.Floor(count + 0.5),
            DimRoundingMode.Ceil => Math.Ceiling(count),
            _ => Math.Truncate(count),
        });
    }
}
