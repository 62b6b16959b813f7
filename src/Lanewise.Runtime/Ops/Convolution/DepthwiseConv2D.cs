using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Each channel of x [batch, height, width, channels] with its own filters [height, width, channels, multiplier].</summary>
[Product]
public static unsafe class DepthwiseConv2D<V>
    where V : unmanaged, IVector<V>
{
    [Kernel("DepthwiseConv2dNative")]
    public static Status Run(ref Call call, ref ConvolutionArgs args)
    {
        FusedConvolutionArgs fused = args.Fused();
        return Run(ref call, ref fused, ConvolutionBlame.Plain);
    }

    [Kernel("FusedDepthwiseConv2D")]
    public static Status RunFused(ref Call call, ref FusedConvolutionArgs args) => Run(ref call, ref args, ConvolutionBlame.Fused);

    private static Status Run(ref Call call, ref FusedConvolutionArgs args, ConvolutionBlame blame)
    {
        if (ConvolutionFrame<V>.Begin(ref call, ref args, blame, isDepthwise: true, out ConvolutionFrame<V> frame) != Status.Ok || frame.IsEmpty)
        {
            return call.Status;
        }

        if (DepthwiseJob<V>.Begin(ref call, in frame, in args.Filter, out DepthwiseJob<V> job) != Status.Ok)
        {
            return call.Status;
        }

        call.Parallel(job.Rows, job.RowCost, &RunRows, &job);
        return frame.Finish(ref call);
    }

    private static void RunRows(void* state, int begin, int end, int thread)
    {
        DepthwiseJob<V> job = *(DepthwiseJob<V>*)state;
        job.Start(thread);
        job.Run(begin, end);
    }
}
