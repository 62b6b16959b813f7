using Lanewise.Kernels;
using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// A depthwise convolution and the pointwise one that reads it, band by band: some rows of the former stay in the second-level cache
/// until the latter has read them, and are nowhere else. What an element is computed from does not depend on the band.
/// </summary>
internal unsafe struct SeparableBands<V>
    where V : unmanaged, IVector<V>
{
    // A band has about so many floats, and at least so many pixels, because all of the product's panels pass over each band.
    private const int BandFloats = 32 * 1024;
    private const int LeastPixels = 48;
    private const int BandsPerThread = 4;

    private DepthwiseJob<V> _depthwise;
    private Gemm<V> _gemm;
    private float* _bands;
    private int _bandRows;

    /// <summary>Computes the product of what a program's node feeds to this call.</summary>
    /// <param name="feeder">The node as a call.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="gemm">Everything but A is set.</param>
    public static void Run(ref Call call, ref Call feeder, int kernel, in Gemm<V> gemm)
    {
        FusedConvolutionArgs args = ConvolutionNode.Decode(ref feeder, kernel);
        ConvolutionFrame<V>.Begin(ref feeder, ref args, ConvolutionBlame.Fused, isDepthwise: true, out ConvolutionFrame<V> frame);
        SeparableBands<V> state = default;
        if (!feeder.Failed && !frame.IsEmpty && DepthwiseJob<V>.Begin(ref feeder, in frame, in args.Filter, out state._depthwise) == Status.Ok)
        {
            state.Run(ref call, in gemm);
        }

        call.Fail(feeder.EndNode(Status.Ok));
    }

    private void Run(ref Call call, in Gemm<V> gemm)
    {
        int width = _depthwise.OutWidth;
        int rows = BandFloats / _depthwise.RowFloats;
        int least = (LeastPixels + width - 1) / width;
        rows = rows < least ? least : rows;
        if (call.Threads > 1)
        {
            int share = (_depthwise.Rows + BandsPerThread * call.Threads - 1) / (BandsPerThread * call.Threads);
            rows = share < rows ? share : rows;
        }

        // Pairs of rows are computed at once.
        _bandRows = rows > 2 ? rows & ~1 : 2;
        _gemm = gemm;
        _gemm.Taps = 1;
        _gemm.RowStride = _gemm.Depth = _depthwise.RowFloats / width;
        _bands = (float*)call.Scratch((long)call.Threads * _bandRows * _depthwise.RowFloats * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        int bands = (_depthwise.Rows + _bandRows - 1) / _bandRows;
        long rowCost = _depthwise.RowCost + 2L * _depthwise.RowFloats * _gemm.Columns;
        fixed (SeparableBands<V>* self = &this)
        {
            call.Parallel(bands, rowCost * _bandRows, &RunBands, self);
        }
    }

    private static void RunBands(void* state, int begin, int end, int thread)
    {
        SeparableBands<V>* self = (SeparableBands<V>*)state;
        DepthwiseJob<V> depthwise = self->_depthwise;
        Gemm<V> gemm = self->_gemm;
        depthwise.Start(thread);
        float* band = self->_bands + (nint)thread * self->_bandRows * depthwise.RowFloats;
        int width = depthwise.OutWidth;
        for (int i = begin; i < end; i++)
        {
            int first = i * self->_bandRows;
            int last = first + self->_bandRows < depthwise.Rows ? first + self->_bandRows : depthwise.Rows;
            depthwise.Result = band - (nint)first * depthwise.RowFloats;
            depthwise.Run(first, last);
            gemm.A = depthwise.Result;
            gemm.Run(first * width, last * width);
        }
    }
}
