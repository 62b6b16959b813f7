using System.Numerics;

namespace Lanewise.Imaging;

/// <summary>
/// Resizing by Lanczos' kernel sinc(x) · sinc(x / 3), |x| &lt; 3, along rows and then along columns (Duchon, Lanczos Filtering in One and Two
/// Dimensions, 1979). Where a side shrinks the kernel is as much wider: what is finer than the new pixels is averaged away, which
/// Skia's own filters do only for halves. Colours count as much as they are opaque.
/// </summary>
internal static class Lanczos
{
    private const int Lobes = 3;

    /// <summary>Where the old pixels begin of which a new one is the weighted sum.</summary>
    private readonly record struct Taps(int First, float[] Weights);

    /// <param name="source">Pixels of four bytes, colours not multiplied by how opaque they are.</param>
    /// <param name="width">Of the source, in pixels.</param>
    /// <param name="target">The new pixels.</param>
    /// <param name="newWidth">Of the target, in pixels.</param>
    public static void Resize(ReadOnlySpan<byte> source, int width, Span<byte> target, int newWidth)
    {
        int height = source.Length / width / 4, newHeight = target.Length / newWidth / 4;
        Taps[] across = TapsOf(width, newWidth), down = TapsOf(height, newHeight);
        Vector4[] row = new Vector4[width];
        Vector4[] narrow = new Vector4[newWidth * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                row[x] = Weighted(source.Slice(((y * width) + x) * 4, 4));
            }

            for (int x = 0; x < newWidth; x++)
            {
                narrow[(y * newWidth) + x] = Sum(across[x], row, 0, 1);
            }
        }

        for (int y = 0; y < newHeight; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                Write(Sum(down[y], narrow, x, newWidth), target.Slice(((y * newWidth) + x) * 4, 4));
            }
        }
    }

    private static Taps[] TapsOf(int from, int to)
    {
        double scale = from / (double)to, stretch = Math.Max(1, scale);
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            double centre = ((i + 0.5) * scale) - 0.5;
            int first = Math.Max(0, (int)Math.Ceiling(centre - (Lobes * stretch)));
            int last = Math.Min(from - 1, (int)Math.Floor(centre + (Lobes * stretch)));
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(at => Kernel((at - centre) / stretch))];
            double sum = weights.Sum();
            return new Taps(first, Array.ConvertAll(weights, weight => (float)(weight / sum)));
        })];
    }

    private static double Kernel(double x) => Math.Abs(x) < Lobes ? Sinc(x) * Sinc(x / Lobes) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static Vector4 Sum(Taps taps, Vector4[] values, int start, int step)
    {
        Vector4 sum = default;
        for (int i = 0; i < taps.Weights.Length; i++)
        {
            sum += taps.Weights[i] * values[start + ((taps.First + i) * step)];
        }

        return sum;
    }

    private static Vector4 Weighted(ReadOnlySpan<byte> pixel)
    {
        float opacity = pixel[3] / 255f;
        return new Vector4(pixel[0] * opacity, pixel[1] * opacity, pixel[2] * opacity, pixel[3]);
    }

    private static void Write(Vector4 weighted, Span<byte> pixel)
    {
        float opacity = weighted.W > 0 ? 255 / weighted.W : 0;
        Vector4 colour = Vector4.Clamp((weighted * opacity) with { W = weighted.W }, default, new Vector4(255));
        for (int channel = 0; channel < 4; channel++)
        {
            pixel[channel] = (byte)MathF.Round(colour[channel]);
        }
    }
}
