namespace Lanewise.Kernels;

/// <summary>
/// What a grayscale dilation does at one output pixel of NHWC images: the taps of the filter that lie inside the image. All
/// tensors are float32 or all int32. Offsets and steps count elements.
/// </summary>
public unsafe struct DilationPixel
{
    public float* X;
    public float* Filter;

    /// <summary>The output, or its gradient.</summary>
    public float* Y;

    /// <summary>The gradient of the images, or of the filter.</summary>
    public float* Gradient;

    /// <summary>The image's pixel under the first tap.</summary>
    public nint In;

    /// <summary>The first tap.</summary>
    public nint Tap;

    /// <summary>The output pixel.</summary>
    public nint Out;

    /// <summary>The image's pixel that the gradient goes to where no sum is greater than the least.</summary>
    public nint Corner;

    public int Rows;
    public int Columns;
    public nint RowStep;
    public nint ColumnStep;
    public nint TapRowStep;
    public int Channels;
    public bool IsInt;

    /// <summary>The gradient is the filter's.</summary>
    public bool IsOfFilter;
}
