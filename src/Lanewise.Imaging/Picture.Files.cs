using SkiaSharp;

namespace Lanewise.Imaging;

public sealed partial class Picture
{
    private static readonly Dictionary<string, SKEncodedImageFormat> s_formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = SKEncodedImageFormat.Jpeg,
        [".jpeg"] = SKEncodedImageFormat.Jpeg,
        [".png"] = SKEncodedImageFormat.Png,
        [".webp"] = SKEncodedImageFormat.Webp,
    };

    /// <summary>Reads a JPEG, PNG, WebP, GIF (its first frame), BMP or ICO file, turned as the camera was held.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a picture, or is broken.</exception>
    public static Picture Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using FileStream stream = File.OpenRead(path);
        return Load(stream, path);
    }

    /// <summary>Reads a picture to the end of the stream.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static Picture Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, "the stream");
    }

    /// <summary>Writes a file; the ending, .jpg, .jpeg, .png or .webp, says the format.</summary>
    /// <param name="path">The file, which is written over if it is there.</param>
    /// <param name="quality">Of JPEG and WebP, from 1 to 100.</param>
    /// <exception cref="ArgumentException">The ending is another, or the quality is out of range.</exception>
    public void Save(string path, int quality = 90)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (!s_formats.TryGetValue(Path.GetExtension(path), out SKEncodedImageFormat format))
        {
            throw new ArgumentException($"'{path}' does not end in {string.Join(", ", s_formats.Keys)}, so its format is unknown", nameof(path));
        }

        using SKData data = _bitmap.Encode(format, quality) ?? throw new IOException($"the picture could not be encoded for '{path}'");
        using FileStream stream = File.Create(path);
        data.SaveTo(stream);
    }

    private static Picture Load(Stream stream, string name)
    {
        using SKData data = SKData.Create(stream) ?? throw new InvalidDataException($"{name} is empty");
        using SKCodec codec = SKCodec.Create(data) ?? throw new InvalidDataException($"{name} is not a picture in a format that is known");
        SKBitmap bitmap = Blank(codec.Info.Width, codec.Info.Height, codec.Info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Unpremul);
        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result == SKCodecResult.Success)
        {
            return new Picture(Upright(bitmap, codec.EncodedOrigin));
        }

        bitmap.Dispose();
        throw new InvalidDataException($"{name} is broken: {(result == SKCodecResult.IncompleteInput ? "it ends too early" : result)}");
    }

    /// <summary>Where the camera noted how it was held (Exif's orientation), the pixels lie turned or mirrored.</summary>
    private static SKBitmap Upright(SKBitmap stored, SKEncodedOrigin origin)
    {
        (float w, float h) = (stored.Width, stored.Height);
        SKMatrix turn = origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
        if (turn.IsIdentity)
        {
            return stored;
        }

        using (stored)
        {
            bool isTurned = turn.ScaleX == 0;
            SKBitmap upright = Blank(isTurned ? stored.Height : stored.Width, isTurned ? stored.Width : stored.Height, stored.AlphaType);
            using SKCanvas canvas = new(upright);
            canvas.SetMatrix(turn);
            canvas.DrawBitmap(stored, 0, 0, SKSamplingOptions.Default);
            return upright;
        }
    }
}
