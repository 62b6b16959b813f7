using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// The gradient of a convolution with respect to its input, as an implicit GEMM: the taps of an input pixel are the output
/// pixels whose windows touch it.
/// </summary>
internal static unsafe class InputGradient<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="dy">[batch, dyDepth, dyHeight, dyWidth, filters], at least as large as the window's output.</param>
    /// <param name="filter">[.., channels, filters]</param>
    public static void Run(
        ref Call call, in VolumeWindow window, float* dy, int dyDepth, int dyHeight, int dyWidth, in Tensor filter, float* result, int batch)
    {
        int depth = filter.Shape[filter.Rank - 1];
        int channels = filter.Shape[filter.Rank - 2];
        Indirection indirection = window.Transposed(depth, dyHeight, dyWidth);
        float** pointers = VolumeWindow.Pointers(ref call, in indirection, Gemm<V>.TileRows);
        if (call.Failed)
        {
            return;
        }

        float* panels = PackedPanels<V>.TransposedTaps(ref call, in filter, indirection.Taps, depth, channels);
        float* bias = (float*)call.Scratch((long)Panels<V>.PaddedColumns(channels) * sizeof(float));
        float* zeros = (float*)call.Scratch((long)depth * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        Panels<V>.PadBias(bias, null, 0, channels);
        Moves.Fill((int*)zeros, 0, depth);
        Gemm<V> gemm = default;
        gemm.Panels = panels;
        gemm.Bias = bias;
        gemm.Least = float.NegativeInfinity;
        gemm.Most = float.PositiveInfinity;
        gemm.Columns = channels;
        gemm.C = result;
        gemm.Taps = indirection.Taps;
        gemm.Depth = depth;
        gemm.Indirection = pointers;
        nint floats = (nint)dyDepth * dyHeight * dyWidth * depth;
        for (int b = 0; b < batch; b++)
        {
            for (indirection.Plane = 0; indirection.Plane < window.Depth.In; indirection.Plane++)
            {
                indirection.FillTransposed(pointers, dy + b * floats, zeros, Gemm<V>.TileRows);
                gemm.Run(0, indirection.OutPixels);
                gemm.C += (nint)indirection.OutPixels * channels;
            }
        }
    }
}
