namespace Lanewise.Kernels;

/// <summary>Turns an image about a point; each pixel comes from the nearest one, or is filled.</summary>
public static unsafe class Rotation
{
    /// <param name="image">height·width pixels of <paramref name="channels"/> words, as is the target.</param>
    /// <param name="fill">One pixel.</param>
    public static void Run(int* image, int* target, int height, int width, int channels, double radians, double centerX, double centerY, int* fill)
    {
        DoubleMath.SinCos(radians, out double sin, out double cos);
        nint bytes = (nint)channels * sizeof(int);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double fromX = Math.Floor(((x - centerX) * cos) - ((y - centerY) * sin) + centerX + 0.5);
                double fromY = Math.Floor(((x - centerX) * sin) + ((y - centerY) * cos) + centerY + 0.5);
                bool isInside = fromX >= 0 && fromX < width && fromY >= 0 && fromY < height;
                int* source = isInside ? image + ((((nint)fromY * width) + (nint)fromX) * channels) : fill;
                Moves.Copy((byte*)target, (byte*)source, bytes);
                target += channels;
            }
        }
    }
}
