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
        else if (FilterHeight == 3 && FilterWidth == 3 && ColumnStep == TapStep)
        {
            Four3x3(output, Lines[0] + offset, Lines[1] + offset, Lines[2] + offset, whole);
        }
        else if (FilterHeight == 3 && FilterWidth == 3 && ColumnStep == 2 * TapStep)
        {
            Four3x3Strided(output, Lines[0] + offset, Lines[1] + offset, Lines[2] + offset, whole);
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

    /// <summary>3x3 at stride 1, over whole vectors of channels: six input columns serve four windows.</summary>
    private readonly void Four3x3(float* output, float* x0, float* x1, float* x2, int channels)
    {
        int step = TapStep;
        int row = Channels;
        float* filter = Filter;
        float* bias = Bias;
        V least = V.Splat(Least);
        V most = V.Splat(Most);
        for (int c = 0; c < channels; c += V.Count)
        {
            Columns s = new(V.Load(bias + c));
            float* w = filter + c;
            s.Add3(x0 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            w += 3 * row;
            s.Add3(x1 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            w += 3 * row;
            s.Add3(x2 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            s.Store(output + c, row, least, most);
        }
    }

    /// <summary>3x3 at stride 2, over whole vectors of channels: nine input columns serve four windows.</summary>
    private readonly void Four3x3Strided(float* output, float* x0, float* x1, float* x2, int channels)
    {
        int step = TapStep;
        int row = Channels;
        float* filter = Filter;
        float* bias = Bias;
        V least = V.Splat(Least);
        V most = V.Splat(Most);
        for (int c = 0; c < channels; c += V.Count)
        {
            Columns s = new(V.Load(bias + c));
            float* w = filter + c;
            s.Add3Strided(x0 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            w += 3 * row;
            s.Add3Strided(x1 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            w += 3 * row;
            s.Add3Strided(x2 + c, step, V.Load(w), V.Load(w + row), V.Load(w + 2 * row));
            s.Store(output + c, row, least, most);
        }
    }

    private readonly void Four(float* output, nint offset, int channel)
    {
        Columns s = new(V.Load(Bias + channel));
        float* w = Filter + channel;
        int step = ColumnStep;
        for (int y = 0; y < FilterHeight; y++)
        {
            float* x = Lines[y] + offset + channel;
            for (int i = 0; i < FilterWidth; i++)
            {
                s.Add(V.Load(x), V.Load(x + step), V.Load(x + 2 * step), V.Load(x + 3 * step), V.Load(w));
                x += TapStep;
                w += Channels;
            }
        }

        s.Store(output + channel, Channels, V.Splat(Least), V.Splat(Most));
    }

    /// <summary>The sums of four neighbouring output columns, in registers.</summary>
    private struct Columns(V bias)
    {
        private V _s0 = bias;
        private V _s1 = bias;
        private V _s2 = bias;
        private V _s3 = bias;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(V x0, V x1, V x2, V x3, V weight)
        {
            _s0 = V.MulAdd(x0, weight, _s0);
            _s1 = V.MulAdd(x1, weight, _s1);
            _s2 = V.MulAdd(x2, weight, _s2);
            _s3 = V.MulAdd(x3, weight, _s3);
        }

        /// <summary>A filter row of three taps at stride 1.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add3(float* x, int step, V w0, V w1, V w2)
        {
            V a = V.Load(x);
            V b = V.Load(x + step);
            V c = V.Load(x + 2 * step);
            V d = V.Load(x + 3 * step);
            Add(a, b, c, d, w0);
            a = V.Load(x + 4 * step);
            Add(b, c, d, a, w1);
            Add(c, d, a, V.Load(x + 5 * step), w2);
        }

        /// <summary>A filter row of three taps at stride 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add3Strided(float* x, int step, V w0, V w1, V w2)
        {
            V b = V.Load(x + 2 * step);
            V c = V.Load(x + 4 * step);
            V d = V.Load(x + 6 * step);
            Add(V.Load(x), b, c, d, w0);
            Add(V.Load(x + step), V.Load(x + 3 * step), V.Load(x + 5 * step), V.Load(x + 7 * step), w1);
            Add(b, c, d, V.Load(x + 8 * step), w2);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* output, int row, V least, V most)
        {
            V.Store(output, V.PMin(V.PMax(_s0, least), most));
            V.Store(output + row, V.PMin(V.PMax(_s1, least), most));
            V.Store(output + 2 * (nint)row, V.PMin(V.PMax(_s2, least), most));
            V.Store(output + 3 * (nint)row, V.PMin(V.PMax(_s3, least), most));
        }
    }
}
