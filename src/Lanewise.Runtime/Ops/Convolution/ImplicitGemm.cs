using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// A convolution as a matrix product whose rows are found by pointers. The pointers are made for some pixels at a time, just
/// before they are used: so they stay in the first-level cache, cost a few per cent of the product, and need not be kept.
/// </summary>
internal unsafe struct ImplicitGemm<V>
    where V : unmanaged, IVector<V>
{
    private const int BlockPointers = 4096;

    // With fewer pixels than this for a thread, B would be read too often: threads then share out its panels.
    private const int FewPixels = 64;

    private Indirection _indirection;
    private float** _pointers;
    private float* _patches;
    private float* _zeros;
    private int _blockPixels;
    private int _blocks;
    private int _parts;

    /// <summary>Taps, depth and pointers are set here.</summary>
    public Gemm<V> Gemm;

    /// <summary>The first of the images, or volumes, and how far the next is.</summary>
    public float* Image;
    public nint ImageFloats;
    public int Batch;

    /// <summary>Planes of one image's output, and how far the next is in C, also from one image's last to the next one's first.</summary>
    public int Planes;
    public nint PlaneC;

    /// <summary>How far the next row of output pixels is in C, if it does not begin where the last one ended; else 0.</summary>
    public nint RowC;

    /// <summary>Takes a row of the window as one tap, for images of few channels.</summary>
    public bool ByFilterRows;

    /// <summary>Computes all. Fails only for want of memory.</summary>
    public void Run(ref Call call, in Indirection indirection)
    {
        _indirection = indirection;
        int taps = ByFilterRows ? indirection.FilterDepth * indirection.FilterHeight : indirection.Taps;
        Gemm.Taps = taps;
        Gemm.Depth = ByFilterRows ? indirection.FilterWidth * indirection.Channels : indirection.Channels;
        int threads = call.Threads;
        long pixels = (long)Batch * Planes * indirection.OutPixels;
        int share = (int)((pixels + threads * 4L - 1) / (threads * 4L));
        _parts = 1;
        if (threads > 1 && pixels < FewPixels * threads && Gemm.PanelCount > 1)
        {
            _parts = Gemm.PanelCount < 2 * threads ? Gemm.PanelCount : 2 * threads;
            share = indirection.OutPixels;
        }

        int most = taps < BlockPointers ? BlockPointers / (taps + 1) : 1;
        most = share < most ? share : most;
        int unit = RowC == 0 ? GemmTile<V>.MaxRows : indirection.OutWidth;
        most = (most + unit - 1) / unit * unit;
        _blockPixels = most < indirection.OutPixels ? most : indirection.OutPixels;
        _blocks = (indirection.OutPixels + _blockPixels - 1) / _blockPixels;
        long items = (long)Batch * Planes * _blocks * _parts;
        _pointers = (float**)call.Scratch((long)threads * taps * _blockPixels * sizeof(float*));
        _patches = ByFilterRows ? (float*)call.Scratch((long)threads * taps * _blockPixels * Gemm.Depth * sizeof(float)) : null;
        _zeros = (float*)call.Scratch((long)Gemm.Depth * sizeof(float));
        if (call.Failed)
        {
            return;
        }

        Moves.Fill((int*)_zeros, 0, Gemm.Depth);
        long cost = 2L * taps * Gemm.Depth * Gemm.Columns * _blockPixels / _parts;
        fixed (ImplicitGemm<V>* self = &this)
        {
            call.Parallel((int)items, cost, &RunItems, self);
        }
    }

    private static void RunItems(void* state, int begin, int end, int thread)
    {
        for (int item = begin; item < end; item++)
        {
            ((ImplicitGemm<V>*)state)->RunItem(item, thread);
        }
    }

    private readonly void RunItem(int item, int thread)
    {
        int part = item % _parts;
        item /= _parts;
        int first = item % _blocks * _blockPixels;
        item /= _blocks;
        int pixels = _indirection.OutPixels - first;
        pixels = pixels < _blockPixels ? pixels : _blockPixels;
        float** pointers = _pointers + (nint)thread * Gemm.Taps * _blockPixels;
        float* image = Image + item / Planes * ImageFloats;
        if (ByFilterRows)
        {
            float* patches = _patches + (nint)thread * Gemm.Taps * _blockPixels * Gemm.Depth;
            _indirection.FillRows(pointers, image, _zeros, patches, item % Planes, first, pixels);
        }
        else
        {
            _indirection.Fill(pointers, image, _zeros, item % Planes, first, pixels);
        }

        Gemm<V> gemm = Gemm;
        gemm.Indirection = pointers;
        gemm.IndirectRows = pixels;
        gemm.C += item * PlaneC;
        int firstPanel = (int)((long)gemm.PanelCount * part / _parts);
        int endPanel = (int)((long)gemm.PanelCount * (part + 1) / _parts);
        if (RowC == 0)
        {
            gemm.C += (nint)first * gemm.RowC;
            gemm.Run(0, pixels, firstPanel, endPanel);
            return;
        }

        int width = _indirection.OutWidth;
        gemm.C += first / width * RowC;
        for (int m = 0; m < pixels; m += width)
        {
            gemm.Run(m, m + width, firstPanel, endPanel);
            gemm.C += RowC - (nint)width * gemm.RowC;
        }
    }
}
