namespace Lanewise.Kernels;

/// <summary>
/// The lists of pointers that turn a convolution over an image or a volume, channels last, into a GEMM: for each tap of the
/// window, for each output pixel, where the tap's pixel lies, or a row of zeros in the padding. One plane of the output at a
/// time; an image is a volume of one plane. Dilations may be negative.
/// </summary>
public unsafe struct Indirection
{
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

    /// <summary>For each tap a pointer for each of some output pixels of a plane.</summary>
    /// <param name="zeros"><see cref="Channels"/> zeros.</param>
    public readonly void Fill(float** target, float* image, float* zeros, int outPlane, int first, int count)
    {
        for (int z = 0; z < FilterDepth; z++)
        {
            float* plane = PlaneOf(image, outPlane, z);
            for (int y = 0; y < FilterHeight; y++)
            {
                for (int x = 0; x < FilterWidth; x++)
                {
                    FillTap(target, plane, zeros, y * DilationHeight - PadTop, x * DilationWidth - PadLeft, first, count);
                    target += count;
                }
            }
        }
    }

    /// <summary>
    /// The same with a whole row of the window, of undilated pixels, for a tap. Where it reaches into the padding at the
    /// sides it is copied to <paramref name="patches"/>, which has room for one for each pointer.
    /// </summary>
    /// <param name="zeros">As many as a row of the window has floats.</param>
    public readonly void FillRows(float** target, float* image, float* zeros, float* patches, int outPlane, int first, int count)
    {
        int length = FilterWidth * Channels;

        // Windows from the first whole one to the one behind the last lie inside from side to side.
        int firstWhole = (PadLeft + StrideWidth - 1) / StrideWidth;
        int room = InWidth + PadLeft - FilterWidth;
        int endWhole = room < 0 ? 0 : room / StrideWidth + 1;
        endWhole = endWhole < OutWidth ? endWhole : OutWidth;
        for (int z = 0; z < FilterDepth; z++)
        {
            float* plane = PlaneOf(image, outPlane, z);
            for (int y = 0; y < FilterHeight; y++)
            {
                FillTap(target, plane, zeros, y * DilationHeight - PadTop, -PadLeft, first, count);
                int outX = first % OutWidth;
                int inY = first / OutWidth * StrideHeight + y * DilationHeight - PadTop;
                for (int i = 0; i < count && plane != null;)
                {
                    if (outX >= firstWhole && outX < endWhole)
                    {
                        i += endWhole - outX;
                        outX = endWhole;
                    }
                    else
                    {
                        if ((uint)inY < (uint)InHeight)
                        {
                            target[i] = patches;
                            CopyPatch(patches, plane + (nint)inY * RowPixels * Channels, outX * StrideWidth - PadLeft);
                            patches += length;
                        }

                        i++;
                        outX++;
                    }

                    if (outX == OutWidth)
                    {
                        outX = 0;
                        inY += StrideHeight;
                    }
                }

                target += count;
            }
        }
    }

    /// <summary>A row of the window that reaches into the padding at the sides.</summary>
    private readonly void CopyPatch(float* patch, float* line, int inX)
    {
        for (int x = inX; x < inX + FilterWidth; x++)
        {
            bool isInside = (uint)x < (uint)InWidth;
            for (int c = 0; c < Channels; c++)
            {
                *patch++ = isInside ? line[(nint)x * Channels + c] : 0;
            }
        }
    }

    /// <summary>The plane under a tap; null in the padding.</summary>
    private readonly float* PlaneOf(float* image, int outPlane, int z)
    {
        int inZ = outPlane * StrideDepth - PadFront + z * DilationDepth;
        return (uint)inZ < (uint)InDepth ? image + (nint)inZ * PlanePixels * Channels : null;
    }

    private readonly void FillTap(float** target, float* plane, float* zeros, int top, int left, int first, int count)
    {
        int step = StrideWidth * Channels;
        int outX = first % OutWidth;
        int inY = first / OutWidth * StrideHeight + top;
        while (count > 0)
        {
            int length = OutWidth - outX < count ? OutWidth - outX : count;
            if (plane == null || (uint)inY >= (uint)InHeight)
            {
                for (int i = 0; i < length; i++)
                {
                    target[i] = zeros;
                }
            }
            else
            {
                int inX = outX * StrideWidth + left;
                int before = inX < 0 ? (StrideWidth - 1 - inX) / StrideWidth : 0;
                before = before < length ? before : length;
                int end = inX < InWidth ? (InWidth - 1 - inX) / StrideWidth + 1 : 0;
                end = end < length ? end : length;
                float* source = plane + ((nint)inY * RowPixels + inX) * Channels;
                int i = 0;
                for (; i < before; i++)
                {
                    target[i] = zeros;
                }

                source += (nint)i * step;
                for (; i < end; i++)
                {
                    target[i] = source;
                    source += step;
                }

                for (; i < length; i++)
                {
                    target[i] = zeros;
                }
            }

            target += length;
            count -= length;
            outX = 0;
            inY += StrideHeight;
        }
    }
}
