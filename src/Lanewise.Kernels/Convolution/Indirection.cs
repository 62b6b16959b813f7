namespace Lanewise.Kernels;

/// <summary>
/// The lists of pointers that turn a convolution over an NHWC image into a GEMM: for each tile of output pixels, for each
/// tap of the window, where the tap's pixel lies, or a row of zeros in the padding.
/// </summary>
public unsafe struct Indirection
{
    public int InHeight;
    public int InWidth;

    /// <summary>Pixels from a row of the image in memory to the next.</summary>
    public int RowPixels;

    /// <summary>Floats per pixel.</summary>
    public int Channels;
    public int OutWidth;
    public int OutPixels;
    public int FilterHeight;
    public int FilterWidth;
    public int StrideHeight;
    public int StrideWidth;
    public int DilationHeight;
    public int DilationWidth;
    public int PadTop;
    public int PadLeft;

    /// <summary>Pointers that <see cref="Fill"/> writes.</summary>
    public readonly int Count(int tileRows) => (OutPixels + tileRows - 1) / tileRows * tileRows * FilterHeight * FilterWidth;

    /// <param name="zeros"><see cref="Channels"/> zeros.</param>
    public readonly void Fill(float** target, float* image, float* zeros, int tileRows)
    {
        int taps = FilterHeight * FilterWidth;
        for (int first = 0; first < OutPixels; first += tileRows)
        {
            for (int row = 0; row < tileRows; row++)
            {
                int pixel = first + row < OutPixels ? first + row : OutPixels - 1;
                int top = pixel / OutWidth * StrideHeight - PadTop;
                int left = pixel % OutWidth * StrideWidth - PadLeft;
                float** list = target + row;
                for (int y = 0; y < FilterHeight; y++)
                {
                    int inY = top + y * DilationHeight;
                    bool isInside = (uint)inY < (uint)InHeight;
                    float* line = image + (nint)inY * RowPixels * Channels;
                    for (int x = 0; x < FilterWidth; x++)
                    {
                        int inX = left + x * DilationWidth;
                        *list = isInside && (uint)inX < (uint)InWidth ? line + (nint)inX * Channels : zeros;
                        list += tileRows;
                    }
                }
            }

            target += (nint)tileRows * taps;
        }
    }

    /// <summary>
    /// The same for the gradient with respect to the image: here <paramref name="image"/> is the gradient of the output, and a
    /// tap of an image pixel is the output pixel whose window has the image pixel at that tap, if there is one.
    /// </summary>
    /// <remarks>InHeight and InWidth are the output's, OutWidth and OutPixels the image's; the paddings are the forward window's.</remarks>
    public readonly void FillTransposed(float** target, float* image, float* zeros, int tileRows)
    {
        for (int first = 0; first < OutPixels; first += tileRows)
        {
            for (int row = 0; row < tileRows; row++)
            {
                int pixel = first + row < OutPixels ? first + row : OutPixels - 1;
                float** list = target + row;
                for (int y = 0; y < FilterHeight; y++)
                {
                    int top = pixel / OutWidth + PadTop - y * DilationHeight;
                    bool isInside = top >= 0 && top % StrideHeight == 0 && top / StrideHeight < InHeight;
                    float* line = image + (nint)(top / StrideHeight) * RowPixels * Channels;
                    for (int x = 0; x < FilterWidth; x++)
                    {
                        int left = pixel % OutWidth + PadLeft - x * DilationWidth;
                        *list = isInside && left >= 0 && left % StrideWidth == 0 && left / StrideWidth < InWidth
                            ? line + (nint)(left / StrideWidth) * Channels
                            : zeros;
                        list += tileRows;
                    }
                }
            }

            target += (nint)tileRows * FilterHeight * FilterWidth;
        }
    }
}
