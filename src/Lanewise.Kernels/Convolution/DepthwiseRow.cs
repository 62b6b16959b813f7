using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// One output row of a depthwise convolution, vectors along the channels. Four neighbouring columns are computed at once
/// and share what they read: a 3x3 window at stride 1 needs 27 loads for four vectors of output instead of 72.
/// </summary>
public unsafe struct DepthwiseRow<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The input rows under the window, one pointer per filter row, at the window's first column; padding is zeros in them.</summary>
    public float** Lines;
    public int FilterHeight;
    public int FilterWidth;

    /// <summary>[FilterHeight, FilterWidth, Channels]</summary>
    public float* Filter;

    /// <summary>One float per channel.</summary>
    public float* Bias;
    public int Channels;

    /// <summary>Floats between neighbouring taps: the dilation times the channels.</summary>
    public int TapStep;

    /// <summary>Floats between the windows of neighbouring columns: the stride times the channels.</summary>
    public int ColumnStep;
    public float Least;
    public float Most;

    public readonly void Run(float* output, int columns)
    {
        int column = 0;
        for (; column + 4 <= columns; column += 4)
        {
            RunColumns(output + (nint)column * Channels, column, 4);
        }

        for (; column < columns; column++)
        {
            RunColumns(output + (nint)column * Channels, column, 1);
        }
    }

    private readonly void RunColumns(float* output, int column, int count)
    {
        nint offset = (nint)column * ColumnStep;
        int whole = Channels - Channels % V.Count;
        if (count == 1)
        {
            for (int c = 0; c < whole; c += V.Count)
            {
                V.Store(output + c, One(offset, c, V.Count));
            }
        }
        else if (FilterWidth == 3 && ColumnStep == TapStep)
        {
            for (int c = 0; c < whole; c += V.Count)
            {
                Four3(output, offset, c);
            }
        }
        else if (FilterWidth == 3 && ColumnStep == 2 * TapStep)
        {
            for (int c = 0; c < whole; c += V.Count)
            {
                Four3Strided(output, offset, c);
            }
        }
        else
        {
            for (int c = 0; c < whole; c += V.Count)
            {
                Four(output, offset, c);
            }
        }

        if (whole < Channels)
        {
            for (int i = 0; i < count; i++)
            {
                V.StorePartial(output + (nint)i * Channels + whole, One(offset + (nint)i * ColumnStep, whole, Channels - whole), Channels - whole);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Clamp(V value) => V.PMin(V.PMax(value, V.Splat(Least)), V.Splat(Most));

    private readonly V One(nint offset, int channel, int lanes)
    {
        V sum = V.LoadPartial(Bias + channel, lanes);
        float* w = Filter + channel;
        for (int y = 0; y < FilterHeight; y++)
        {
            float* x = Lines[y] + offset + channel;
            for (int i = 0; i < FilterWidth; i++)
            {
                sum = lanes == V.Count
                    ? V.MulAdd(V.Load(x), V.Load(w), sum)
                    : V.MulAdd(V.LoadPartial(x, lanes), V.LoadPartial(w, lanes), sum);
                x += TapStep;
                w += Channels;
            }
        }

        return Clamp(sum);
    }

    private readonly void Four(float* output, nint offset, int channel)
    {
        V s0 = V.Load(Bias + channel);
        V s1 = s0;
        V s2 = s0;
        V s3 = s0;
        float* w = Filter + channel;
        int step = ColumnStep;
        for (int y = 0; y < FilterHeight; y++)
        {
            float* x = Lines[y] + offset + channel;
            for (int i = 0; i < FilterWidth; i++)
            {
                V weight = V.Load(w);
                s0 = V.MulAdd(V.Load(x), weight, s0);
                s1 = V.MulAdd(V.Load(x + step), weight, s1);
                s2 = V.MulAdd(V.Load(x + 2 * step), weight, s2);
                s3 = V.MulAdd(V.Load(x + 3 * step), weight, s3);
                x += TapStep;
                w += Channels;
            }
        }

        StoreFour(output + channel, s0, s1, s2, s3);
    }

    /// <summary>Three taps at stride 1: six input columns serve four windows.</summary>
    private readonly void Four3(float* output, nint offset, int channel)
    {
        V s0 = V.Load(Bias + channel);
        V s1 = s0;
        V s2 = s0;
        V s3 = s0;
        float* w = Filter + channel;
        int step = TapStep;
        for (int y = 0; y < FilterHeight; y++)
        {
            float* x = Lines[y] + offset + channel;
            V w0 = V.Load(w);
            V w1 = V.Load(w + Channels);
            V w2 = V.Load(w + 2 * Channels);
            V x0 = V.Load(x);
            V x1 = V.Load(x + step);
            V x2 = V.Load(x + 2 * step);
            s0 = V.MulAdd(x0, w0, s0);
            s1 = V.MulAdd(x1, w0, s1);
            s2 = V.MulAdd(x2, w0, s2);
            V x3 = V.Load(x + 3 * step);
            s0 = V.MulAdd(x1, w1, s0);
            s1 = V.MulAdd(x2, w1, s1);
            s3 = V.MulAdd(x3, w0, s3);
            V x4 = V.Load(x + 4 * step);
            s0 = V.MulAdd(x2, w2, s0);
            s1 = V.MulAdd(x3, w2, s1);
            s2 = V.MulAdd(x3, w1, s2);
            s3 = V.MulAdd(x4, w1, s3);
            s2 = V.MulAdd(x4, w2, s2);
            s3 = V.MulAdd(V.Load(x + 5 * step), w2, s3);
            w += 3 * Channels;
        }

        StoreFour(output + channel, s0, s1, s2, s3);
    }

    /// <summary>Three taps at stride 2: nine input columns serve four windows.</summary>
    private readonly void Four3Strided(float* output, nint offset, int channel)
    {
        V s0 = V.Load(Bias + channel);
        V s1 = s0;
        V s2 = s0;
        V s3 = s0;
        float* w = Filter + channel;
        int step = TapStep;
        for (int y = 0; y < FilterHeight; y++)
        {
            float* x = Lines[y] + offset + channel;
            V w0 = V.Load(w);
            V w1 = V.Load(w + Channels);
            V w2 = V.Load(w + 2 * Channels);
            s0 = V.MulAdd(V.Load(x), w0, s0);
            s0 = V.MulAdd(V.Load(x + step), w1, s0);
            V shared = V.Load(x + 2 * step);
            s0 = V.MulAdd(shared, w2, s0);
            s1 = V.MulAdd(shared, w0, s1);
            s1 = V.MulAdd(V.Load(x + 3 * step), w1, s1);
            shared = V.Load(x + 4 * step);
            s1 = V.MulAdd(shared, w2, s1);
            s2 = V.MulAdd(shared, w0, s2);
            s2 = V.MulAdd(V.Load(x + 5 * step), w1, s2);
            shared = V.Load(x + 6 * step);
            s2 = V.MulAdd(shared, w2, s2);
            s3 = V.MulAdd(shared, w0, s3);
            s3 = V.MulAdd(V.Load(x + 7 * step), w1, s3);
            s3 = V.MulAdd(V.Load(x + 8 * step), w2, s3);
            w += 3 * Channels;
        }

        StoreFour(output + channel, s0, s1, s2, s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void StoreFour(float* output, V s0, V s1, V s2, V s3)
    {
        V.Store(output, Clamp(s0));
        V.Store(output + Channels, Clamp(s1));
        V.Store(output + 2 * (nint)Channels, Clamp(s2));
        V.Store(output + 3 * (nint)Channels, Clamp(s3));
    }
}
