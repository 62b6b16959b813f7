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

    public readonly void Run(float* output, int columns)
    {
        if (columns < 4 || Channels < V.Count)
        {
            for (int column = 0; column < columns; column++)
            {
                One(output + (nint)column * Channels, column);
            }

            return;
        }

        int kind = Dilation == 1 && FilterWidth is 3 or 5 ? 2 * FilterWidth + Stride : 0;
        for (int i = 0; i < columns; i += 4)
        {
            // The last four may overlap those before them.
            int column = i + 4 <= columns ? i : columns - 4;
            switch (kind)
            {
                case 2 * 3 + 1:
                    Four<Four3<V>>(output, column);
                    break;
                case 2 * 5 + 1:
                    Four<Four5<V>>(output, column);
                    break;
                case 2 * 3 + 2:
                    Four<Four3Strided<V>>(output, column);
                    break;
                case 2 * 5 + 2:
                    Four<Four5Strided<V>>(output, column);
                    break;
                default:
                    Four<FourAny<V>>(output, column);
                    break;
            }
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

    private readonly void One(float* target, int column)
    {
        nint offset = (nint)column * Stride * Pitch;
        int c = 0;
        for (; c <= Channels - V.Count; c += V.Count)
        {
            V.Store(target + c, Sum(offset + c, c, V.Count));
        }

        if (c < Channels)
        {
            V.StorePartial(target + c, Sum(offset + c, c, Channels - c), Channels - c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Sum(nint offset, int channel, int lanes)
    {
        V sum = lanes == V.Count ? V.Load(Bias + channel) : V.LoadPartial(Bias + channel, lanes);
        float* w = Filter + channel;
        for (int y = 0; y < Rows; y++)
        {
            float* x = Lines[y] + offset;
            for (int i = 0; i < FilterWidth; i++)
            {
                sum = lanes == V.Count
                    ? V.MulAdd(V.Load(x), V.Load(w), sum)
                    : V.MulAdd(V.LoadPartial(x, lanes), V.LoadPartial(w, lanes), sum);
                x += Dilation * Pitch;
                w += Channels;
            }
        }

        return V.PMin(V.PMax(sum, V.Splat(Least)), V.Splat(Most));
    }
}
