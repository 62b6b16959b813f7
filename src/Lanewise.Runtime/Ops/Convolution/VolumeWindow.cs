using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>A convolution's window over a volume, or over an image, which is a volume of one plane.</summary>
internal struct VolumeWindow
{
    public PoolAxis Depth;
    public PoolAxis Height;
    public PoolAxis Width;
    public int DilationDepth;
    public int DilationHeight;
    public int DilationWidth;

    public readonly int Taps => Depth.Filter * Height.Filter * Width.Filter;

    public static VolumeWindow Of(in Window window)
    {
        VolumeWindow volume = default;
        volume.Depth = PoolAxis.Flat;
        volume.DilationDepth = 1;
        volume.Height.In = window.InHeight;
        volume.Height.Out = window.OutHeight;
        volume.Height.Filter = window.FilterHeight;
        volume.Height.Stride = window.StrideHeight;
        volume.Height.Before = window.PadTop;
        volume.DilationHeight = window.DilationHeight;
        volume.Width.In = window.InWidth;
        volume.Width.Out = window.OutWidth;
        volume.Width.Filter = window.FilterWidth;
        volume.Width.Stride = window.StrideWidth;
        volume.Width.Before = window.PadLeft;
        volume.DilationWidth = window.DilationWidth;
        return volume;
    }

    /// <param name="x">The volume [batch, depth, height, width, channels].</param>
    /// <param name="filter">The filter's [depth, height, width, ..].</param>
    /// <param name="stridesField">Pad is the field behind it.</param>
    /// <param name="dilations">None means 1.</param>
    public static Status Read(
        ref Call call, in Shape x, in Shape filter, int stridesField, in IntList strides, in Choice<Padding> pad, int dilationsField, in IntList dilations, out VolumeWindow window)
    {
        window = default;
        window.DilationDepth = window.DilationHeight = window.DilationWidth = 1;
        PoolWindow.ReadThree(ref call, stridesField, in strides, out window.Depth.Stride, out window.Height.Stride, out window.Width.Stride);
        if (!dilations.IsNull)
        {
            PoolWindow.ReadThree(ref call, dilationsField, in dilations, out window.DilationDepth, out window.DilationHeight, out window.DilationWidth);
        }

        if (pad.IsExplicit && call.RequireCount(stridesField + 1, pad.Ints, 1) == Status.Ok && (uint)pad.Ints[0] > Window.MaxSpan)
        {
            call.Fail(Status.Range, stridesField + 1, 0, Window.MaxSpan, pad.Ints[0]);
        }

        if (Window.IsTooWide(filter[0], window.DilationDepth) || Window.IsTooWide(filter[1], window.DilationHeight) || Window.IsTooWide(filter[2], window.DilationWidth))
        {
            call.Fail(Status.Span, -1, Window.MaxSpan);
        }

        if (!call.Failed)
        {
            Place(ref window.Depth, x[1], filter[0], window.DilationDepth, in pad);
            Place(ref window.Height, x[2], filter[1], window.DilationHeight, in pad);
            Place(ref window.Width, x[3], filter[2], window.DilationWidth, in pad);
        }

        return call.Status;
    }

    private static void Place(ref PoolAxis axis, int length, int filter, int dilation, in Choice<Padding> pad)
    {
        axis.In = length;
        axis.Filter = ((filter - 1) * dilation) + 1;
        axis.PlaceInVolume(!pad.IsExplicit && pad.Value == Padding.Same, pad.IsExplicit ? pad.Ints[0] : 0, DimRoundingMode.None);
        axis.Filter = filter;
    }

    /// <summary>A convolution of images [batch, depth, height, width, channels]; of the product panels, epilogue and C are set.</summary>
    public readonly unsafe void Multiply<V>(ref Call call, ref ImplicitGemm<V> product, float* image, int batch, int channels)
        where V : unmanaged, IVector<V>
    {
        Indirection indirection = default;
        indirection.FilterDepth = Depth.Filter;
        indirection.FilterHeight = Height.Filter;
        indirection.FilterWidth = Width.Filter;
        indirection.StrideDepth = Depth.Stride;
        indirection.StrideHeight = Height.Stride;
        indirection.StrideWidth = Width.Stride;
        indirection.DilationDepth = DilationDepth;
        indirection.DilationHeight = DilationHeight;
        indirection.DilationWidth = DilationWidth;
        indirection.PadFront = Depth.Before;
        indirection.PadTop = Height.Before;
        indirection.PadLeft = Width.Before;
        indirection.InDepth = Depth.In;
        indirection.InHeight = Height.In;
        indirection.InWidth = Width.In;
        indirection.RowPixels = Width.In;
        indirection.PlanePixels = Height.In * Width.In;
        indirection.Channels = channels;
        indirection.OutWidth = Width.Out;
        indirection.OutPixels = Height.Out * Width.Out;
        product.Image = image;
        product.ImageFloats = (nint)Depth.In * indirection.PlanePixels * channels;
        product.Batch = batch;
        product.Planes = Depth.Out;
        product.PlaneC = (nint)indirection.OutPixels * product.Gemm.RowC;
        product.Run(ref call, in indirection);
    }
}
