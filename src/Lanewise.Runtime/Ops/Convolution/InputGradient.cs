using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// The gradient of a convolution with respect to its input, which is also the transposed convolution: implicit GEMMs, one for
/// each phase. A phase are the input pixels at the same place between strides: the same taps touch them, and they are a
/// convolution of stride 1 over dy, with no multiplication by zeros.
/// </summary>
internal static unsafe class InputGradient<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The taps and pixels of a phase along one axis.</summary>
    private struct Phase
    {
        /// <summary>The first tap, the number of taps, and how many taps from one to the next.</summary>
        public int Tap;
        public int Taps;
        public int Step;

        /// <summary>Where in dy the first tap of the first pixel lies, and how far back the next one's.</summary>
        public int Start;
        public int Back;

        /// <summary>How many pixels.</summary>
        public int Count;

        public readonly void AddTo(ref PackedKey key)
        {
            key.Add(Tap);
            key.Add(Taps);
            key.Add(Step);
        }

        /// <summary>Tap k touches pixel p from place q of dy if p + before = q·stride + k·dilation.</summary>
        public static Phase Of(in PoolAxis axis, int dilation, int first)
        {
            Phase phase = default;
            phase.Count = axis.In > first ? (axis.In - first - 1) / axis.Stride + 1 : 0;
            int place = first + axis.Before;
            for (int tap = 0; tap < axis.Filter; tap++)
            {
                long rest = place - (long)tap * dilation;
                if (rest % axis.Stride != 0)
                {
                    continue;
                }

                if (phase.Taps == 0)
                {
                    phase.Tap = tap;
                    phase.Start = (int)(rest / axis.Stride);
                }
                else if (phase.Taps == 1)
                {
                    phase.Step = tap - phase.Tap;
                    phase.Back = (int)(phase.Start - rest / axis.Stride);
                }

                phase.Taps++;
            }

            return phase;
        }
    }

    /// <summary>
    /// Windows that lie side by side along a row touch no pixel twice: their taps and channels, which follow one another in the
    /// filter and in the result, are so many channels of one pixel.
    /// </summary>
    private static void MergeColumns(ref VolumeWindow window, ref int channels)
    {
        ref PoolAxis width = ref window.Width;
        if (width.Filter == width.Stride && window.DilationWidth == 1 && width.Before == 0 && width.In == (long)width.Out * width.Stride)
        {
            channels *= width.Stride;
            width.In = width.Out;
            width.Filter = width.Stride = 1;
        }
    }

    /// <param name="dy">[batch, dyDepth, dyHeight, dyWidth, filters], at least as large as the window's output.</param>
    /// <param name="filter">[.., channels, filters]</param>
    public static void Run(
        ref Call call, in VolumeWindow given, float* dy, int dyDepth, int dyHeight, int dyWidth, in Tensor filter, float* result, int batch)
    {
        int depth = filter.Shape[filter.Rank - 1];
        int channels = filter.Shape[filter.Rank - 2];
        VolumeWindow window = given;
        MergeColumns(ref window, ref channels);
        float* bias = (float*)call.Scratch((long)Panels<V>.PaddedColumns(channels) * sizeof(float));
        nint* offsets = (nint*)call.Scratch((long)window.Taps * sizeof(nint));
        if (call.Failed)
        {
            return;
        }

        Panels<V>.PadBias(bias, null, 0, channels);
        ImplicitGemm<V> product = default;
        product.Gemm.Bias = bias;
        product.Gemm.Least = float.NegativeInfinity;
        product.Gemm.Most = float.PositiveInfinity;
        product.Gemm.Columns = channels;
        product.Gemm.RowC = window.Width.Stride * channels;
        product.Image = dy;
        product.ImageFloats = (nint)dyDepth * dyHeight * dyWidth * depth;
        for (int z = 0; z < window.Depth.Stride && z < window.Depth.In; z++)
        {
            Phase inDepth = Phase.Of(in window.Depth, window.DilationDepth, z);
            for (int y = 0; y < window.Height.Stride && y < window.Height.In; y++)
            {
                Phase inHeight = Phase.Of(in window.Height, window.DilationHeight, y);
                for (int x = 0; x < window.Width.Stride && x < window.Width.In && !call.Failed; x++)
                {
                    Phase inWidth = Phase.Of(in window.Width, window.DilationWidth, x);
                    int taps = 0;
                    for (int i = 0; i < inDepth.Taps; i++)
                    {
                        int plane = (inDepth.Tap + i * inDepth.Step) * window.Height.Filter;
                        for (int j = 0; j < inHeight.Taps; j++)
                        {
                            int row = (plane + inHeight.Tap + j * inHeight.Step) * window.Width.Filter;
                            for (int k = 0; k < inWidth.Taps; k++)
                            {
                                offsets[taps++] = (nint)(row + inWidth.Tap + k * inWidth.Step) * channels * depth;
                            }
                        }
                    }

                    Indirection indirection = default;
                    indirection.FilterDepth = inDepth.Taps;
                    indirection.FilterHeight = inHeight.Taps;
                    indirection.FilterWidth = inWidth.Taps;
                    indirection.StrideDepth = indirection.StrideHeight = indirection.StrideWidth = 1;
                    indirection.DilationDepth = -inDepth.Back;
                    indirection.DilationHeight = -inHeight.Back;
                    indirection.DilationWidth = -inWidth.Back;
                    indirection.PadFront = -inDepth.Start;
                    indirection.PadTop = -inHeight.Start;
                    indirection.PadLeft = -inWidth.Start;
                    indirection.InDepth = window.Depth.Out;
                    indirection.InHeight = window.Height.Out;
                    indirection.InWidth = window.Width.Out;
                    indirection.RowPixels = dyWidth;
                    indirection.PlanePixels = dyHeight * dyWidth;
                    indirection.Channels = depth;
                    indirection.OutWidth = inWidth.Count;
                    indirection.OutPixels = inHeight.Count * inWidth.Count;
                    PackedKey key = default;
                    inDepth.AddTo(ref key);
                    inHeight.AddTo(ref key);
                    inWidth.AddTo(ref key);
                    product.Gemm.Panels = PackedPanels<V>.TransposedTaps(ref call, in filter, in key, offsets, taps, depth, channels);
                    nint line = (nint)window.Width.In * channels;
                    product.RowC = (window.Width.Stride | window.Height.Stride) == 1 ? 0 : line * window.Height.Stride;
                    for (int b = 0; b < batch && !call.Failed; b++)
                    {
                        // planes are apart by the stride, images are not
                        product.Batch = 1;
                        product.Image = dy + b * product.ImageFloats;
                        product.Planes = inDepth.Count;
                        product.PlaneC = line * window.Height.In * window.Depth.Stride;
                        product.Gemm.C = result + ((((nint)b * window.Depth.In + z) * window.Height.In + y) * window.Width.In + x) * channels;
                        product.Run(ref call, in indirection);
                    }
                }
            }
        }
    }
}
