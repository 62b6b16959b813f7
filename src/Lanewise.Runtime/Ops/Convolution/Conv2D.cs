using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// x [batch, height, width, inChannels] with a filter [height, width, inChannels, outChannels], as an implicit GEMM: a row of A is
/// the list of pixels under the window of one output pixel.
/// </summary>
[Product]
public static unsafe class Conv2D<V>
    where V : unmanaged, IVector<V>
{
    // Below so many channels a tap is too short a dot product, and whole filter rows are taken as one.
    private const int FewChannels = 8;

    // The vectors of a single column lie along the depth, and want it longer.
    private const int FewChannelsToOne = 64;

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
        ImplicitGemm<V> product = default;
        ref Gemm<V> gemm = ref product.Gemm;
        gemm.Panels = PackedPanels<V>.Matrix(ref call, in args.Filter, window.FilterHeight * window.FilterWidth * channels, frame.OutChannels, isTransposed: false);
        gemm.Bias = frame.Epilogue.Bias;
        gemm.Least = frame.Epilogue.Least;
        gemm.Most = frame.Epilogue.Most;
        gemm.Chain = frame.Epilogue.Chain;
        gemm.Columns = frame.OutChannels;
        gemm.RowC = frame.OutChannels;
        gemm.C = frame.Result;
        gemm.Addend = frame.Epilogue.Addend;
        gemm.AddendColumns = frame.Epilogue.AddendColumns;
        gemm.Origin = frame.Result;
        if (call.Failed)
        {
            return call.Status;
        }

        if (call.BeginFeeder(out Call feeder, out int kernel))
        {
            SeparableBands<V>.Run(ref call, ref feeder, kernel, in gemm);
        }
        else if (window.IsPointwise)
        {
            gemm.A = frame.Image;
            gemm.RowStride = channels;
            gemm.Taps = 1;
            gemm.Depth = channels;
            ParallelGemm<V>.Run(ref call, in gemm, frame.Batch * window.OutHeight * window.OutWidth);
        }
        else
        {
            int few = frame.OutChannels == 1 ? FewChannelsToOne : FewChannels;
            product.ByFilterRows = channels < few && window.DilationWidth == 1;
            VolumeWindow volume = VolumeWindow.Of(in window);
            volume.Multiply(ref call, ref product, frame.Image, frame.Batch, channels);
        }

        return frame.Finish(ref call);
    }
}
