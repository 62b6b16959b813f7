using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Neighbouring windows of a depthwise convolution, for one vector of channels. Each vector of the image is read once a filter row.</summary>
public unsafe interface IDepthwiseColumns<V>
    where V : unmanaged, IVector<V>
{
    void Begin(V bias);

    /// <summary>Adds a filter row.</summary>
    /// <param name="x">The first tap of the first window.</param>
    /// <param name="column">Floats from a window to the next.</param>
    /// <param name="tap">Floats from a tap to the next.</param>
    /// <param name="w">The filter row.</param>
    /// <param name="channels">Floats from a tap of the filter to the next.</param>
    /// <param name="taps">Taps of the filter row.</param>
    void AddRow(float* x, int column, int tap, float* w, int channels, int taps);

    void Store(float* output, int channels, V least, V most);
}

/// <summary>The sums of four neighbouring output columns, in registers.</summary>
public unsafe struct FourSums<V>(V bias)
    where V : unmanaged, IVector<V>
{
    public V S0 = bias;
    public V S1 = bias;
    public V S2 = bias;
    public V S3 = bias;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most)
    {
        V.Store(output, V.PMin(V.PMax(S0, least), most));
        output += channels;
        V.Store(output, V.PMin(V.PMax(S1, least), most));
        output += channels;
        V.Store(output, V.PMin(V.PMax(S2, least), most));
        output += channels;
        V.Store(output, V.PMin(V.PMax(S3, least), most));
    }
}

/// <summary>Four windows of any width, stride and dilation.</summary>
public unsafe struct FourAny<V> : IDepthwiseColumns<V>
    where V : unmanaged, IVector<V>
{
    private FourSums<V> _s;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(V bias) => _s = new(bias);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRow(float* x, int column, int tap, float* w, int channels, int taps)
    {
        for (int i = 0; i < taps; i++)
        {
            V weight = V.Load(w);
            _s.S0 = V.MulAdd(V.Load(x), weight, _s.S0);
            _s.S1 = V.MulAdd(V.Load(x + column), weight, _s.S1);
            _s.S2 = V.MulAdd(V.Load(x + 2 * column), weight, _s.S2);
            _s.S3 = V.MulAdd(V.Load(x + 3 * column), weight, _s.S3);
            x += tap;
            w += channels;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* output, int channels, V least, V most) => _s.Store(output, channels, least, most);
}
