using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Four windows of five taps at stride 1: eight columns of the image.</summary>
public unsafe struct Four5<V> : IDepthwiseColumns<V>
    where V : unmanaged, IVector<V>
{
    private FourSums<V> _s;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(V bias) => _s = new(bias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRow(float* x, int column, int tap, float* w, int channels, int taps)
    {
        V w0 = V.Load(w);
        V w1 = V.Load(w + channels);
        V w2 = V.Load(w + 2 * channels);
        V w3 = V.Load(w + 3 * channels);
        V w4 = V.Load(w + 4 * channels);
        V v = V.Load(x);
        _s.S0 = V.MulAdd(v, w0, _s.S0);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w1, _s.S0);
        _s.S1 = V.MulAdd(v, w0, _s.S1);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w2, _s.S0);
        _s.S1 = V.MulAdd(v, w1, _s.S1);
        _s.S2 = V.MulAdd(v, w0, _s.S2);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w3, _s.S0);
        _s.S1 = V.MulAdd(v, w2, _s.S1);
        _s.S2 = V.MulAdd(v, w1, _s.S2);
        _s.S3 = V.MulAdd(v, w0, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w4, _s.S0);
        _s.S1 = V.MulAdd(v, w3, _s.S1);
        _s.S2 = V.MulAdd(v, w2, _s.S2);
        _s.S3 = V.MulAdd(v, w1, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w4, _s.S1);
        _s.S2 = V.MulAdd(v, w3, _s.S2);
        _s.S3 = V.MulAdd(v, w2, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w4, _s.S2);
        _s.S3 = V.MulAdd(v, w3, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w4, _s.S3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most) => _s.Store(output, channels, least, most);
}

/// <summary>Four windows of five taps at stride 2: eleven columns of the image.</summary>
public unsafe struct Four5Strided<V> : IDepthwiseColumns<V>
    where V : unmanaged, IVector<V>
{
    private FourSums<V> _s;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(V bias) => _s = new(bias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRow(float* x, int column, int tap, float* w, int channels, int taps)
    {
        V w0 = V.Load(w);
        V w1 = V.Load(w + channels);
        V w2 = V.Load(w + 2 * channels);
        V w3 = V.Load(w + 3 * channels);
        V w4 = V.Load(w + 4 * channels);
        V v = V.Load(x);
        _s.S0 = V.MulAdd(v, w0, _s.S0);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w1, _s.S0);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w2, _s.S0);
        _s.S1 = V.MulAdd(v, w0, _s.S1);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w3, _s.S0);
        _s.S1 = V.MulAdd(v, w1, _s.S1);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w4, _s.S0);
        _s.S1 = V.MulAdd(v, w2, _s.S1);
        _s.S2 = V.MulAdd(v, w0, _s.S2);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w3, _s.S1);
        _s.S2 = V.MulAdd(v, w1, _s.S2);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w4, _s.S1);
        _s.S2 = V.MulAdd(v, w2, _s.S2);
        _s.S3 = V.MulAdd(v, w0, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w3, _s.S2);
        _s.S3 = V.MulAdd(v, w1, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w4, _s.S2);
        _s.S3 = V.MulAdd(v, w2, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w3, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w4, _s.S3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most) => _s.Store(output, channels, least, most);
}
