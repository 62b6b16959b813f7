namespace Lanewise.Runtime.Ops;

/// <summary>A pool's window along one axis of the image.</summary>
internal struct PoolAxis
{
    public int In;
    public int Out;
    public int Filter;
    public int Stride;

    /// <summary>Padding before the image; negative where tfjs-core begins inside.</summary>
    public int Before;

    /// <summary>An axis that the image has not.</summary>
    public static PoolAxis Flat
    {
        get
        {
            PoolAxis axis = default;
            axis.In = axis.Out = axis.Filter = axis.Stride = 1;
            return axis;
        }
    }

    /// <summary>
    /// Computes padding and output size as tfjs-core does for volumes, otherwise than for images: 'same' may leave out
    /// elements at both ends, and a window that does not fit gives no output.
    /// </summary>
    public void PlaceInVolume(bool isSame, int pad, DimRoundingMode rounding)
    {
        if (isSame)
        {
            Out = (int)(((long)In + Stride - 1) / Stride);
            Before = (int)(((Out - 1L) * Stride + Filter - In) >> 1);
            return;
        }

        long room = In + 2L * pad - Filter;
        Out = room < 0 ? 0 : Window.Count(room, Stride, rounding);
        Before = pad;
    }

    /// <summary>The window behind the last one that ends inside the image.</summary>
    public readonly int WholeEnd
    {
        get
        {
            long room = (long)In + Before - Filter;
            long end = room < 0 ? 0 : room / Stride + 1;
            return end < Out ? (int)end : Out;
        }
    }

    /// <summary>The part of window number <paramref name="at"/> that lies inside the image: how many elements from which.</summary>
    public readonly int Clip(int at, out int first)
    {
        long start = (long)at * Stride - Before;
        long end = start + Filter < In ? start + Filter : In;
        start = start > 0 ? start : 0;
        first = end > start ? (int)start : 0;
        return end > start ? (int)(end - start) : 0;
    }
}
