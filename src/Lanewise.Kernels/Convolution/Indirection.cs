namespace Lanewise.Kernels;

/// <summary>
/// The lists of pointers that turn a convolution over an image or a volume, channels last, into a GEMM: for each tile of
/// output pixels, for each tap of the window, where the tap's pixel lies, or a row of zeros in the padding. One plane of the
/// output at a time; an image is a volume of one plane.
/// </summary>
public unsafe struct Indirection
{
    /// <summary>The plane of the output.</summary>
    public int Plane;
    public int InDepth;
    public int InHeight;
    public int InWidth;

    /// <summary>Pixels from a row of the image in memory to the next.</summary>
    public int RowPixels;

    /// <summary>Pixels from a plane of the volume in memory to the next.</summary>
    public int PlanePixels;

    /// <summary>Floats per pixel.</summary>
    public int Channels;
    public int OutWidth;
    public int OutPixels;
    public int FilterDepth;
    public int FilterHeight;
    public int FilterWidth;
    public int StrideDepth;
    public int StrideHeight;
    public int StrideWidth;
    public int DilationDepth;
    public int DilationHeight;
    public int DilationWidth;
    public int PadFront;
    public int PadTop;
    public int PadLeft;

    public readonly int Taps => FilterDepth * FilterHeight * FilterWidth;

    /// <param name="zeros"><see cref="Channels"/> zeros.</param>
    public readonly void Fill(float** target, float* image, float* zeros, int tileRows)
    {
        int front = Plane * StrideDepth - PadFront;
        for (int first = 0; first < OutPixels; first += tileRows)
        {
            for (int row = 0; row < tileRows; row++)
            {
                int pixel = first + row < OutPixels ? first + row : OutPixels - 1;
                int top = pixel / OutWidth * StrideHeight - PadTop;
                int left = pixel % OutWidth * StrideWidth - PadLeft;
                float** list = target + row;
                for (int z = 0; z < FilterDepth; z++)
                {
                    int inZ = front + z * DilationDepth;
                    for (int y = 0; y < FilterHeight; y++)
                    {
                        int inY = top + y * DilationHeight;
                        bool isInside = (uint)inZ < (uint)InDepth && (uint)inY < (uint)InHeight;
                        float* line = image + ((nint)inZ * PlanePixels + (nint)inY * RowPixels) * Channels;
                        for (int x = 0; x < FilterWidth; x++)
                        {
                            int inX = left + x * DilationWidth;
                            *list = isInside && (uint)inX < (uint)InWidth ? line + (nint)inX * Channels : zeros;
                            list += tileRows;
                        }
                    }
                }
            }

            target += (nint)tileRows * Taps;
        }
    }

    /// <summary>
    /// The same for the gradient with respect to the image: here <paramref name="image"/> is the gradient of the output, and a
    /// tap of an image pixel is the output pixel whose window has the image pixel at that tap, if there is one.
    /// </summary>
    /// <remarks>
    /// Plane, OutWidth and OutPixels are the image's, InDepth, InHeight and InWidth the output's; the paddings are the forward
    /// window's.
    /// </remarks>
    public readonly void FillTransposed(float** target, float* image, float* zeros, int tileRows)
    {
        for (int first = 0; first < OutPixels; first += tileRows)
        {
            for (int row = 0; row < tileRows; row++)
            {
                int pixel = first + row < OutPixels ? first + row : OutPixels - 1;
                float** list = target + row;
                for (int z = 0; z < FilterDepth; z++)
                {
                    int front = Window(Plane + PadFront - z * DilationDepth, StrideDepth, InDepth);
                    for (int y = 0; y < FilterHeight; y++)
                    {
                        int top = Window(pixel / OutWidth + PadTop - y * DilationHeight, StrideHeight, InHeight);
                        float* line = image + ((nint)front * PlanePixels + (nint)top * RowPixels) * Channels;
                        for (int x = 0; x < FilterWidth; x++)
                        {
                            int left = Window(pixel % OutWidth + PadLeft - x * DilationWidth, StrideWidth, InWidth);
                            *list = (front | top | left) >= 0 ? line + (nint)left * Channels : zeros;
                            list += tileRows;
                        }
                    }
                }
            }

            target += (nint)tileRows * Taps;
        }
    }

    /// <summary>The number of the window that starts there, negative if there is none.</summary>
    private static int Window(int start, int stride, int windows) =>
        start >= 0 && start % stride == 0 && start / stride < windows ? start / stride : -1;
}
