global using unsafe PoolCell = delegate*<Lanewise.Kernels.PoolPixel*, void>;

namespace Lanewise.Kernels;

/// <summary>
/// What a pool does at one output pixel: tensors in NHWC or NDHWC, and the part of the window that lies inside the image.
/// An image without depth is a single plane. Offsets and strides count elements.
/// </summary>
public unsafe struct PoolPixel
{
    /// <summary>The images, float32 or int32.</summary>
    public float* X;

    /// <summary>The output, or its gradient.</summary>
    public float* Y;

    /// <summary>The images' gradient.</summary>
    public float* Gradient;

    /// <summary>Which elements are the largest, beside <see cref="Y"/>.</summary>
    public int* Positions;

    /// <summary>Room for one value a channel.</summary>
    public float* Values;

    /// <summary>Room for one offset a channel.</summary>
    public int* Offsets;

    /// <summary>The first element of the image.</summary>
    public nint Image;

    /// <summary>The first element of the window.</summary>
    public nint In;

    /// <summary>The first element of the output pixel.</summary>
    public nint Out;

    public int Planes;
    public int Rows;
    public int Columns;
    public nint PlaneStride;
    public nint RowStride;
    public int Channels;

    /// <summary>A mean divides by at least as many.</summary>
    public int LeastCount;

    /// <summary>What each element of a window gets of the output's gradient.</summary>
    public float Share;

    public bool IsInt;

    /// <summary>Among equals the last one is the largest, not the first.</summary>
    public bool TakesLast;

    /// <summary>Positions count from the first image, not from their own.</summary>
    public bool CountsImages;
}
