namespace Lanewise.Kernels;

/// <summary>Copies an NHWC image into a larger one, with zeros around it.</summary>
public static unsafe class PaddedImage
{
    /// <param name="rowFloats">Floats in a row of the image.</param>
    /// <param name="left">Floats of zeros before a row.</param>
    /// <param name="right">Floats of zeros behind a row.</param>
    public static void Copy(float* target, float* image, int rows, int rowFloats, int top, int bottom, int left, int right)
    {
        int width = left + rowFloats + right;
        Clear(target, (nint)top * width);
        target += (nint)top * width;
        for (int y = 0; y < rows; y++)
        {
            Clear(target, left);
            Buffer.MemoryCopy(image + (nint)y * rowFloats, target + left, (nint)rowFloats * sizeof(float), (nint)rowFloats * sizeof(float));
            Clear(target + left + rowFloats, right);
            target += width;
        }

        Clear(target, (nint)bottom * width);
    }

    private static void Clear(float* target, nint count) =>
        System.Runtime.InteropServices.NativeMemory.Clear(target, (nuint)(count * sizeof(float)));
}
