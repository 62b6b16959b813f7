using System.Drawing;
using SkiaSharp;

namespace Lanewise.Imaging;

public sealed partial class Picture
{
    /// <summary>Draws a box, with a label above it if one is given.</summary>
    /// <param name="box">In pixels.</param>
    /// <param name="color">Of the line and of the label's plate.</param>
    /// <param name="stroke">The line's width; left out, it suits the size of the picture.</param>
    /// <param name="label">The text above the box.</param>
    public void DrawBox(RectangleF box, Color color, float? stroke = null, string? label = null)
    {
        float width = stroke ?? Stroke;
        using (SKPaint line = Paint(color))
        using (SKCanvas canvas = new(_bitmap))
        {
            line.Style = SKPaintStyle.Stroke;
            line.StrokeWidth = width;
            line.StrokeJoin = SKStrokeJoin.Round;
            canvas.DrawRect(box.X, box.Y, box.Width, box.Height, line);
        }

        if (label is not null)
        {
            float size = Math.Max(12, 6 * width);
            DrawLabel(label, new PointF(box.X - (width / 2), box.Y - (LineHeight * size)), color, size);
        }
    }

    /// <summary>Draws a filled circle at each point.</summary>
    /// <param name="points">The centres, in pixels.</param>
    /// <param name="color">Of the circles.</param>
    /// <param name="radius">Left out, it suits the size of the picture.</param>
    public void DrawPoints(IEnumerable<PointF> points, Color color, float? radius = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        using SKPaint fill = Paint(color);
        using SKCanvas canvas = new(_bitmap);
        foreach (PointF point in points)
        {
            canvas.DrawCircle(point.X, point.Y, radius ?? Stroke, fill);
        }
    }

    /// <summary>
    /// Draws a line of text on a plate. Where the system has no font, as a bare Linux may not, only the plate is drawn.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The plate's upper left corner; it is moved into the picture where it would stick out.</param>
    /// <param name="color">Of the plate; the text is black or white, whichever can be read.</param>
    /// <param name="size">The font's size in pixels.</param>
    public void DrawLabel(string text, PointF at, Color color, float size = 16)
    {
        ArgumentNullException.ThrowIfNull(text);
        using SKFont font = new(Fonts.Sans, size);
        using SKPaint plate = Paint(color);
        using SKPaint ink = Paint(color.GetBrightness() > 0.5 ? Color.Black : Color.White);
        using SKCanvas canvas = new(_bitmap);
        float width = font.MeasureText(text) + (0.5f * size);
        float x = Math.Max(0, Math.Min(at.X, Width - width));
        float y = Math.Max(0, Math.Min(at.Y, Height - (LineHeight * size)));
        canvas.DrawRect(x, y, width, LineHeight * size, plate);
        canvas.DrawText(text, x + (0.25f * size), y + (0.95f * size), SKTextAlign.Left, font, ink);
    }

    /// <summary>Of a label's plate, in sizes of its font.</summary>
    private const float LineHeight = 1.25f;

    private float Stroke => Math.Max(2, Math.Max(Width, Height) / 400f);

    private static SKPaint Paint(Color color) => new() { Color = new SKColor(color.R, color.G, color.B, color.A), IsAntialias = true };
}
