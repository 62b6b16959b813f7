using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// x [batch, height, width, inChannels] with a filter [height, width, inChannels, outChannels], as an implicit GEMM: a row of A is
/// the list of pixels under the window of one output pixel.
/// </summary>
public static unsafe class Conv2D<V>
    where V : unmanaged, IVector<V>
{
    // Below so many channels a tap is too short a dot product, and whole filter rows are taken as one.
    private const int FewChannels = 8;

    [Kernel("Conv2D")]
    public static Status Run(ref Call call, ref ConvolutionArgs args)
    {
        FusedConvolutionArgs fused = args.Fused();
        return Run(ref call, ref fused, ConvolutionBlame.Plain);
    }

    [Kernel("FusedConv2D")]
    public static Status RunFused(ref Call call, ref FusedConvolutionArgs args) => Run(ref call, ref args, ConvolutionBlame.Fused);

    private static Status Run(ref Call call, ref FusedConvolutionArgs args, ConvolutionBlame blame)
    {
        if (ConvolutionFrame<V>.Begin(ref call, ref args, blame, isDepthwise: false, out ConvolutionFrame<V> frame) != Status.Ok || frame.IsEmpty)
        {
            return call.Status;
        }

        ref Window window = ref frame.Window;
        int channels = frame.InChannels;
        Gemm<V> gemm = default;
        gemm.Panels = PackedPanels<V>.Matrix(ref call, in args.Filter, window.FilterHeight * window.FilterWidth * channels, frame.OutChannels, isTransposed: false);
        gemm.Bias = frame.Epilogue.Bias;
        gemm.Least = frame.Epilogue.Least;
        gemm.Most = frame.Epilogue.Most;
        gemm.Columns = frame.OutChannels;
        gemm.C = frame.Result;
        if (call.Failed)
        {
            return call.Status;
        }

        if (window.IsPointwise)
        {
            gemm.A = frame.Image;
            gemm.RowStride = channels;
            gemm.Taps = 1;
            gemm.Depth = channels;
            gemm.Run(0, frame.Batch * window.OutHeight * window.OutWidth);
        }
        else if (channels < FewChannels && window.DilationWidth == 1)
        {
            ByFilterRows(ref call, ref gemm, in window, frame.Image, frame.Batch, channels);
        }
        else
        {
            ByTaps(ref call, ref gemm, VolumeWindow.Of(in window), frame.Image, frame.Batch, channels);
        }

        return frame.Finish(ref call);
    }

    /// <summary>By pointers to the pixels of each window, plane by plane.</summary>
    internal static void ByTaps(ref Call call, ref Gemm<V> gemm, in VolumeWindow window, float* image, int batch, int channels)
    {
        Indirection indirection = window.Indirection(channels);
        float** pointers = VolumeWindow.Pointers(ref call, in indirection, Gemm<V>.TileRows);
        float* zeros = (float*)call.Scratch((long)channels * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        Moves.Fill((int*)zeros, 0, channels);
        gemm.Taps = indirection.Taps;
        gemm.Depth = channels;
        gemm.Indirection = pointers;
        nint imageFloats = (nint)window.Depth.In * indirection.PlanePixels * channels;
        for (int b = 0; b < batch; b++)
        {
            for (indirection.Plane = 0; indirection.Plane < window.Depth.Out; indirection.Plane++)
            {
                indirection.Fill(pointers, image + b * imageFloats, zeros, Gemm<V>.TileRows);
                gemm.Run(0, indirection.OutPixels);
                gemm.C += (nint)indirection.OutPixels * gemm.Columns;
            }
        }
    }

    /// <summary>With the image padded, a row of the window is contiguous and one tap of FilterWidth · channels.</summary>
    private static void ByFilterRows(ref Call call, ref Gemm<V> gemm, in Window window, float* image, int batch, int channels)
    {
        int left = window.PadLeft * channels;
        int right = window.PadRight * channels;
        int row = window.InWidth * channels;
        int rows = window.PadTop + window.InHeight + window.PadBottom;
        Indirection indirection = VolumeWindow.Of(in window).Indirection(channels);
        indirection.InHeight = rows;
        indirection.InWidth = window.PadLeft + window.InWidth + window.PadRight;
        indirection.RowPixels = indirection.InWidth;
        indirection.FilterWidth = 1;
        indirection.PadTop = 0;
        indirection.PadLeft = 0;
        float** pointers = VolumeWindow.Pointers(ref call, in indirection, Gemm<V>.TileRows);
        float* padded = window.IsUnpadded ? image : (float*)call.Scratch((long)rows * (left + row + right) * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        gemm.Taps = window.FilterHeight;
        gemm.Depth = window.FilterWidth * channels;
        gemm.Indirection = pointers;
        for (int b = 0; b < batch; b++)
        {
            float* current = image + (nint)b * window.InHeight * row;
            if (window.IsUnpadded)
            {
                padded = current;
            }
            else
            {
                PaddedImage.Copy(padded, current, window.InHeight, row, window.PadTop, window.PadBottom, left, right);
            }

            indirection.Fill(pointers, padded, null, Gemm<V>.TileRows);
            gemm.Run(0, indirection.OutPixels);
            gemm.C += (nint)indirection.OutPixels * gemm.Columns;
        }
    }
}
