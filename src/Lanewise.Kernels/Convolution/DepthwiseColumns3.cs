using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Four windows of three taps at stride 1: six columns of the image.</summary>
public unsafe struct Four3<V> : IDepthwiseColumns<V>
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
        _s.S1 = V.MulAdd(v, w2, _s.S1);
        _s.S2 = V.MulAdd(v, w1, _s.S2);
        _s.S3 = V.MulAdd(v, w0, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w2, _s.S2);
        _s.S3 = V.MulAdd(v, w1, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w2, _s.S3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most) => _s.Store(output, channels, least, most);
}

/// <summary>Four windows of three taps at stride 2: nine columns of the image.</summary>
public unsafe struct Four3Strided<V> : IDepthwiseColumns<V>
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
        _s.S1 = V.MulAdd(v, w1, _s.S1);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w2, _s.S1);
        _s.S2 = V.MulAdd(v, w0, _s.S2);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w1, _s.S2);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w2, _s.S2);
        _s.S3 = V.MulAdd(v, w0, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w1, _s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w2, _s.S3);
    }

    /// <summary>Adds an image line that is under a row of this filter and under a row of the windows below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRows(float* w, ref Four3Strided<V> lower, float* u, float* x, int tap, int channels)
    {
        V w0 = V.Load(w);
        V w1 = V.Load(w + channels);
        V w2 = V.Load(w + 2 * channels);
        V u0 = V.Load(u);
        V u1 = V.Load(u + channels);
        V u2 = V.Load(u + 2 * channels);
        V v = V.Load(x);
        _s.S0 = V.MulAdd(v, w0, _s.S0);
        lower._s.S0 = V.MulAdd(v, u0, lower._s.S0);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w1, _s.S0);
        lower._s.S0 = V.MulAdd(v, u1, lower._s.S0);
        x += tap;
        v = V.Load(x);
        _s.S0 = V.MulAdd(v, w2, _s.S0);
        lower._s.S0 = V.MulAdd(v, u2, lower._s.S0);
        _s.S1 = V.MulAdd(v, w0, _s.S1);
        lower._s.S1 = V.MulAdd(v, u0, lower._s.S1);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w1, _s.S1);
        lower._s.S1 = V.MulAdd(v, u1, lower._s.S1);
        x += tap;
        v = V.Load(x);
        _s.S1 = V.MulAdd(v, w2, _s.S1);
        lower._s.S1 = V.MulAdd(v, u2, lower._s.S1);
        _s.S2 = V.MulAdd(v, w0, _s.S2);
        lower._s.S2 = V.MulAdd(v, u0, lower._s.S2);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w1, _s.S2);
        lower._s.S2 = V.MulAdd(v, u1, lower._s.S2);
        x += tap;
        v = V.Load(x);
        _s.S2 = V.MulAdd(v, w2, _s.S2);
        lower._s.S2 = V.MulAdd(v, u2, lower._s.S2);
        _s.S3 = V.MulAdd(v, w0, _s.S3);
        lower._s.S3 = V.MulAdd(v, u0, lower._s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w1, _s.S3);
        lower._s.S3 = V.MulAdd(v, u1, lower._s.S3);
        x += tap;
        v = V.Load(x);
        _s.S3 = V.MulAdd(v, w2, _s.S3);
        lower._s.S3 = V.MulAdd(v, u2, lower._s.S3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most) => _s.Store(output, channels, least, most);
}
