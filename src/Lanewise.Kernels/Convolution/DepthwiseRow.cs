using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// One output row of a depthwise convolution, vectors along the channels. Four neighbouring columns are computed at once
/// and share what they read: a 3x3 window at stride 1 needs 27 loads for four vectors of output instead of 72.
/// </summary>
public unsafe struct DepthwiseRow<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The input rows under the window, one pointer per filter row that is not in the padding, at the first column's window.</summary>
    public float** Lines;
    public int Rows;

    /// <summary>[Rows, FilterWidth, Channels]</summary>
    public float* Filter;
    public int FilterWidth;

    /// <summary>One float per channel.</summary>
    public float* Bias;
    public int Channels;

    /// <summary>Floats between neighbouring pixels of the lines, at least Channels.</summary>
    public int Pitch;
    public int Dilation;
    public int Stride;
    public float Least;
    public float Most;

    /// <summary>Two rows may be computed at once, if the window of the lower one has all of its lines too.</summary>
    public readonly bool IsPaired => FilterWidth == 3 && Stride <= 2 && Dilation == 1 && Channels >= V.Count;

    /// <summary>This row and the one below it, whose window begins a stride further down; there are at least four columns.</summary>
    /// <param name="below">Floats from a row of the output to the next.</param>
    public readonly void RunPair(float* output, nint below, int columns)
    {
        if (Stride == 1)
        {
            DepthwisePair<V>.Run(in this, output, below, columns);
        }
        else
        {
            DepthwisePair<V>.RunStrided(in this, output, below, columns);
        }
    }

    public readonly void Run(float* output, int columns)
    {
        if (Channels < V.Count)
        {
            for (int column = 0; column < columns; column++)
            {
                One(output + (nint)column * Channels, column);
            }

            return;
        }

        if (columns < 4)
        {
            Few(output, columns);
            return;
        }

        switch (Dilation == 1 && FilterWidth is 3 or 5 ? 2 * FilterWidth + Stride : 0)
        {
            case 2 * 3 + 1:
                ByFours<Four3<V>>(output, columns);
                break;
            case 2 * 5 + 1:
                ByFours<Four5<V>>(output, columns);
                break;
            case 2 * 3 + 2:
                ByFours<Four3Strided<V>>(output, columns);
                break;
            case 2 * 5 + 2:
                ByFours<Four5Strided<V>>(output, columns);
                break;
            default:
                ByFours<FourAny<V>>(output, columns);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void ByFours<TColumns>(float* output, int columns)
        where TColumns : unmanaged, IDepthwiseColumns<V>
    {
        for (int i = 0; i < columns; i += 4)
        {
            // The last four may overlap those before them.
            Four<TColumns>(output, i + 4 <= columns ? i : columns - 4);
        }
    }

    private readonly void Four<TColumns>(float* output, int column)
        where TColumns : unmanaged, IDepthwiseColumns<V>
    {
        float* target = output + (nint)column * Channels;
        int channels = Channels;
        int step = Stride * Pitch;
        int tap = Dilation * Pitch;
        int rows = Rows;
        float** lines = Lines;
        nint offset = (nint)column * step;
        V least = V.Splat(Least);
        V most = V.Splat(Most);
        float* filter = Filter;
        float* bias = Bias;
        int taps = FilterWidth;
        if (rows == 3)
        {
            // As a loop, these rows would cost a tenth more.
            float* x0 = lines[0] + offset;
            float* x1 = lines[1] + offset;
            float* x2 = lines[2] + offset;
            int next = taps * channels;
            for (int i = 0; i < channels; i += V.Count)
            {
                int c = i <= channels - V.Count ? i : channels - V.Count;
                float* w = filter + c;
                TColumns columns = default;
                columns.Begin(V.Load(bias + c));
                columns.AddRow(x0 + c, step, tap, w, channels, taps);
                columns.AddRow(x1 + c, step, tap, w + next, channels, taps);
                columns.AddRow(x2 + c, step, tap, w + 2 * next, channels, taps);
                columns.Store(target + c, channels, least, most);
            }

            return;
        }

        for (int i = 0; i < channels; i += V.Count)
        {
            // The last vector may overlap the one before it.
            int c = i <= channels - V.Count ? i : channels - V.Count;
            float* w = filter + c;
            TColumns columns = default;
            columns.Begin(V.Load(bias + c));
            for (int y = 0; y < rows; y++)
            {
                columns.AddRow(lines[y] + offset + c, step, tap, w, channels, taps);
                w += taps * channels;
            }

            columns.Store(target + c, channels, least, most);
        }
    }

    /// <summary>One to three columns: the last one stands in for those that there are not.</summary>
    private readonly void Few(float* output, int columns)
    {
        int last = columns - 1;
        nint second = last < 1 ? last : 1;
        nint third = last < 2 ? last : 2;
        int step = Stride * Pitch;
        int tap = Dilation * Pitch;
        int channels = Channels;
        V least = V.Splat(Least);
        V most = V.Splat(Most);
        for (int i = 0; i < channels; i += V.Count)
        {
            int c = i <= channels - V.Count ? i : channels - V.Count;
            float* w = Filter + c;
            V s0 = V.Load(Bias + c);
            V s1 = s0;
            V s2 = s0;
            for (int y = 0; y < Rows; y++)
            {
                float* x0 = Lines[y] + c;
                float* x1 = x0 + second * step;
                float* x2 = x0 + third * step;
                for (int x = 0; x < FilterWidth; x++)
                {
                    V weight = V.Load(w);
                    s0 = V.MulAdd(V.Load(x0), weight, s0);
                    s1 = V.MulAdd(V.Load(x1), weight, s1);
                    s2 = V.MulAdd(V.Load(x2), weight, s2);
                    x0 += tap;
                    x1 += tap;
                    x2 += tap;
                    w += channels;
                }
            }

            float* target = output + c;
            V.Store(target, V.PMin(V.PMax(s0, least), most));
            V.Store(target + second * channels, V.PMin(V.PMax(s1, least), most));
            V.Store(target + third * channels, V.PMin(V.PMax(s2, least), most));
        }
    }

    /// <summary>One column, of channels that are fewer than a vector has lanes.</summary>
    private readonly void One(float* target, int column)
    {
        nint offset = (nint)column * Stride * Pitch;
        V sum = V.LoadPartial(Bias, Channels);
        float* w = Filter;
        for (int y = 0; y < Rows; y++)
        {
            float* x = Lines[y] + offset;
            for (int i = 0; i < FilterWidth; i++)
            {
                sum = V.MulAdd(V.LoadPartial(x, Channels), V.LoadPartial(w, Channels), sum);
                x += Dilation * Pitch;
                w += Channels;
            }
        }

        V.StorePartial(target, V.PMin(V.PMax(sum, V.Splat(Least)), V.Splat(Most)), Channels);
    }
}
