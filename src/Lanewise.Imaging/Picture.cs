using SkiaSharp;

namespace Lanewise.Imaging;

/// <summary>
/// A picture of 8 bits a channel, upright, in the colours of sRGB: read from a file, from pixels or from a tensor, drawn upon, written
/// to a file or turned into a tensor. Points are x and y in pixels from the upper left corner.
/// </summary>
public sealed partial class Picture : IDisposable
{
    private readonly SKBitmap _bitmap;

    private Picture(SKBitmap bitmap) => _bitmap = bitmap;

    /// <summary>Pixels in a row.</summary>
    public int Width => _bitmap.Width;

    /// <summary>Rows of pixels.</summary>
    public int Height => _bitmap.Height;

    /// <summary>A copy of another size, which is smooth both where it shrinks and where it grows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The width or the height is not positive.</exception>
    public Picture Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        SKBitmap resized = Blank(width, height, _bitmap.AlphaType);
        Lanczos.Resize(_bitmap.GetPixelSpan(), Width, resized.GetPixelSpan(), width);
        return new Picture(resized);
    }

    /// <summary>A copy whose longer side has at most so many pixels; the shape is kept, and nothing grows.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="side"/> is not positive.</exception>
    public Picture Within(int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        double scale = Math.Min(1, side / (double)Math.Max(Width, Height));
        return Resize(Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _bitmap.Dispose();

    /// <summary>Pixels as four bytes: red, green, blue, and how opaque, by which the colours are not multiplied.</summary>
    private static SKBitmap Blank(int width, int height, SKAlphaType alpha = SKAlphaType.Unpremul)
    {
        SKBitmap bitmap = new();
        bool fits = (long)width * height <= Array.MaxLength / 4;
        if (fits && bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb())))
        {
            return bitmap;
        }

        bitmap.Dispose();
        throw NoMemory(width, height);
    }

    private static OutOfMemoryException NoMemory(int width, int height) => new($"there is no memory for a picture of {width} × {height} pixels");
}
