using System.Drawing;

namespace Lanewise.Imaging;

/// <summary>
/// How a picture lies in the square that a model wants: shrunk or grown until its longer side fits, in the middle, with bars beside or
/// above and below it. It brings the picture into the square, and what the model found there back.
/// </summary>
/// <param name="Width">The picture's pixels in a row.</param>
/// <param name="Height">The picture's rows.</param>
/// <param name="Size">A side of the square, in pixels.</param>
public readonly record struct Letterbox(int Width, int Height, int Size)
{
    private float Scale => Size / (float)Math.Max(Width, Height);

    private int InnerWidth => Math.Max(1, Rounded(Width * Scale));

    private int InnerHeight => Math.Max(1, Rounded(Height * Scale));

    private int Left => (Size - InnerWidth) / 2;

    private int Top => (Size - InnerHeight) / 2;

    /// <summary>The letterbox of a tensor [height, width, channels].</summary>
    /// <exception cref="ArgumentException">The tensor has another rank.</exception>
    public static Letterbox Of(Tensor picture, int size)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return picture.Rank == 3
            ? new Letterbox(picture.Shape[1], picture.Shape[0], size)
            : throw new ArgumentException($"a picture is [height, width, channels], but the tensor is [{string.Join(',', picture.Shape)}]", nameof(picture));
    }

    /// <summary>The square, float32 [size, size, channels], in the units of the picture's values.</summary>
    /// <param name="picture">[height, width, channels].</param>
    /// <param name="bars">The value of the bars; 127.5 becomes zero where 0 to 255 becomes −1 to 1.</param>
    /// <exception cref="ArgumentException">The picture has another size than the letterbox is for.</exception>
    public Tensor Apply(Tensor picture, float bars = 127.5f)
    {
        if (Of(picture, Size) != this)
        {
            throw new ArgumentException($"the letterbox is for [{Height},{Width},…], but the tensor is [{string.Join(',', picture.Shape)}]", nameof(picture));
        }

        int[] size = [InnerHeight, InnerWidth];
        int[] pads = [Top, Size - Top - InnerHeight, Left, Size - Left - InnerWidth, 0, 0];
        return Tf.Tidy(() => Tf.Pad(Tf.Image.ResizeBilinear(picture, size, halfPixelCenters: true), pads, bars));
    }

    /// <summary>A point of the square, in pixels of the picture.</summary>
    public PointF ToPicture(PointF point) => new((point.X - Left) / Scale, (point.Y - Top) / Scale);

    /// <summary>A box of the square, in pixels of the picture.</summary>
    public RectangleF ToPicture(RectangleF box) => new(ToPicture(box.Location), new SizeF(box.Width / Scale, box.Height / Scale));

    private static int Rounded(float value) => (int)MathF.Floor(value + 0.5f);
}
