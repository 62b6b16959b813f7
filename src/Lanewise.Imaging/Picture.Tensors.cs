using System.Collections.Immutable;
using SkiaSharp;

namespace Lanewise.Imaging;

public sealed partial class Picture
{
    /// <summary>A picture of pixels, row by row, each of red, green, blue and, with 4 channels, how opaque it is.</summary>
    /// <param name="pixels">width · height · channels bytes.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">3 or 4.</param>
    /// <exception cref="ArgumentException">There are more or fewer bytes, or the channels are not 3 or 4.</exception>
    public static Picture FromPixels(ReadOnlySpan<byte> pixels, int width, int height, int channels = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        RequireChannels(channels);
        if (pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"{width} × {height} pixels of {channels} channels are {(long)width * height * channels} bytes, but {pixels.Length} were given", nameof(pixels));
        }

        SKBitmap bitmap = Blank(width, height, channels == 3 ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        Span<byte> target = bitmap.GetPixelSpan();
        for (int from = 0, to = 0; from < pixels.Length; from += channels, to += 4)
        {
            target[to + 3] = 255;
            pixels.Slice(from, channels).CopyTo(target[to..]);
        }

        return new Picture(bitmap);
    }

    /// <summary>A picture of a tensor, the inverse of <see cref="ToTensor"/>, as <c>tf.browser.toPixels</c> makes it.</summary>
    /// <param name="tensor">
    /// [height, width] or [height, width, 1] in greys, [height, width, 3 or 4] in colours: int32 from 0 to 255, or float32 from 0 to 1.
    /// What lies outside is clipped.
    /// </param>
    /// <exception cref="ArgumentException">The tensor has another shape or dtype, or no pixels.</exception>
    public static Picture FromTensor(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ImmutableArray<int> shape = tensor.Shape;
        int channels = shape.Length == 3 ? shape[2] : 1;
        if (shape.Length is not (2 or 3) || channels is not (1 or 3 or 4) || tensor.Size == 0)
        {
            throw new ArgumentException($"a picture is [height, width], or [height, width, 1, 3 or 4], but the tensor is [{string.Join(',', shape)}]", nameof(tensor));
        }

        byte[] values = tensor.DType switch
        {
            DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), static value => (byte)Math.Clamp(value, 0, 255)),
            DType.Float32 => Array.ConvertAll(tensor.ToArray<float>(), static value => (byte)Math.Clamp(MathF.Round(value * 255), 0, 255)),
            _ => throw new ArgumentException($"a picture is int32 or float32, but the tensor is {tensor.DType}", nameof(tensor)),
        };
        return FromPixels(channels == 1 ? [.. values.SelectMany(static grey => new[] { grey, grey, grey })] : values, shape[1], shape[0], Math.Max(3, channels));
    }

    /// <summary>An int32 tensor [height, width, channels] with values from 0 to 255, as <c>tf.browser.fromPixels</c> makes it.</summary>
    /// <param name="channels">3 for red, green and blue, over white where the picture is not opaque; 4 for how opaque it is, too.</param>
    /// <exception cref="ArgumentException">The channels are not 3 or 4.</exception>
    public Tensor ToTensor(int channels = 3)
    {
        RequireChannels(channels);
        using SKBitmap? flat = channels == 3 && _bitmap.AlphaType != SKAlphaType.Opaque ? OverWhite() : null;
        ReadOnlySpan<byte> pixels = (flat ?? _bitmap).GetPixelSpan();
        int[] values = new int[Width * Height * channels];
        for (int from = 0, to = 0; to < values.Length; from += 4, to += channels)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                values[to + channel] = pixels[from + channel];
            }
        }

        return Tf.Tensor(values, [Height, Width, channels]);
    }

    private SKBitmap OverWhite()
    {
        SKBitmap flat = Blank(Width, Height, SKAlphaType.Opaque);
        using SKCanvas canvas = new(flat);
        canvas.Clear(SKColors.White);
        canvas.DrawBitmap(_bitmap, 0, 0, SKSamplingOptions.Default);
        return flat;
    }

    private static void RequireChannels(int channels)
    {
        if (channels is not (3 or 4))
        {
            throw new ArgumentException($"a picture has 3 or 4 channels, but not {channels}", nameof(channels));
        }
    }
}
