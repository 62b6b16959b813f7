namespace Lanewise.Kernels;

/// <summary>What stands beyond the edges of an image: a value, or the image mirrored, repeated or with its edge continued.</summary>
public enum FillMode
{
    Constant,
    Reflect,
    Wrap,
    Nearest,
}

/// <summary>
/// A projective transformation of an image: pixel (x, y) comes from ((a₀x + a₁y + a₂)/k, (a₃x + a₄y + a₅)/k) with
/// k = a₆x + a₇y + 1, in double arithmetic. The edges are TensorFlow's (core/kernels/image/image_ops.h).
/// </summary>
public unsafe struct Warp
{
    /// <summary>float32, or int32 if <see cref="IsInt"/>.</summary>
    public byte* Image;
    public int Height;
    public int Width;
    public int Channels;
    public bool IsInt;
    public bool IsBilinear;
    public FillMode Mode;
    public double FillValue;

    /// <summary>Writes height·width pixels.</summary>
    public readonly void Run(float* a, byte* target, int height, int width)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double k = ((double)a[6] * x) + ((double)a[7] * y) + 1;
                double fromX = Within((((double)a[0] * x) + ((double)a[1] * y) + a[2]) / k, Width);
                double fromY = Within((((double)a[3] * x) + ((double)a[4] * y) + a[5]) / k, Height);
                for (int channel = 0; channel < Channels; channel++)
                {
                    double value = k == 0 ? FillValue : IsBilinear ? Bilinear(fromX, fromY, channel) : At(Math.Floor(fromX + 0.5), Math.Floor(fromY + 0.5), channel);
                    if (IsInt)
                    {
                        *(int*)target = (int)value;
                    }
                    else
                    {
                        *(float*)target = (float)value;
                    }

                    target += sizeof(float);
                }
            }
        }
    }

    private readonly double Bilinear(double x, double y, int channel)
    {
        double left = Math.Floor(x);
        double top = Math.Floor(y);
        double right = left + 1;
        double bottom = top + 1;
        double upper = ((right - x) * At(left, top, channel)) + ((x - left) * At(right, top, channel));
        double lower = ((right - x) * At(left, bottom, channel)) + ((x - left) * At(right, bottom, channel));
        return ((bottom - y) * upper) + ((y - top) * lower);
    }

    private readonly double At(double x, double y, int channel)
    {
        if (!(x >= 0 && x < Width && y >= 0 && y < Height))
        {
            return FillValue;
        }

        nint index = ((((nint)y * Width) + (nint)x) * Channels) + channel;
        return IsInt ? ((int*)Image)[index] : ((float*)Image)[index];
    }

    /// <summary>The coordinate that stands at x along an axis of the given length.</summary>
    private readonly double Within(double x, int length)
    {
        if (Mode == FillMode.Constant)
        {
            return x;
        }

        bool isOutside = x < 0 || x > length - 1;
        if (isOutside && Mode == FillMode.Reflect)
        {
            x = length <= 1 ? 0 : Reflect(x, length);
        }
        else if (isOutside && Mode == FillMode.Wrap)
        {
            double turns = length <= 1 ? 0 : Math.Truncate(Math.Abs(x) / (length - 1));
            x = length <= 1 ? 0 : x < 0 ? x + (length * (turns + 1)) : x - (length * turns);
        }

        // rounding may have gone beyond the edge by half a pixel; a NaN stays
        x = x > length - 1 ? length - 1 : x;
        return x < 0 ? 0 : x;
    }

    /// <summary>abcd is continued to dcba|abcd|dcba.</summary>
    private static double Reflect(double x, int length)
    {
        double period = 2.0 * length;
        if (x < 0)
        {
            x += period * Math.Truncate(-x / period);
            return x < -length ? x + period : -x - 1;
        }

        x -= period * Math.Truncate(x / period);
        return x >= length ? period - x - 1 : x;
    }
}
