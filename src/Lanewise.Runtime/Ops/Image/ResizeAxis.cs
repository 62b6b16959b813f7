namespace Lanewise.Runtime.Ops;

/// <summary>Where the pixels of a resized image come from along one axis.</summary>
internal struct ResizeAxis
{
    private double _ratio;
    private double _shift;
    private int _last;

    public static ResizeAxis Of(int from, int to, bool alignCorners, bool halfPixelCenters)
    {
        int less = alignCorners && to > 1 ? 1 : 0;
        ResizeAxis axis = default;
        axis._ratio = (double)(from - less) / (to - less);
        axis._shift = halfPixelCenters ? 0.5 : 0;
        axis._last = from - 1;
        return axis;
    }

    /// <summary>The two source pixels around an output pixel, and how far it is from the first.</summary>
    public readonly void Between(int index, out int first, out int second, out float fraction)
    {
        double source = _ratio * (index + _shift) - _shift;
        first = Clamp((int)Math.Floor(source));
        second = Clamp((int)Math.Ceiling(source));
        fraction = (float)(source - first);
    }

    public readonly int Nearest(int index, bool round) =>
        Clamp((int)Math.Floor(_ratio * (index + _shift) + (round ? 0.5 : 0)));

    private readonly int Clamp(int index) => index < 0 ? 0 : index > _last ? _last : index;
}
