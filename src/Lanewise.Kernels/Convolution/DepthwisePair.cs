using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// Two output rows of a depthwise convolution with a 3x3 filter at stride 1 or 2, four columns at once: each vector of the image
/// lines is read once for both rows.
/// </summary>
/// <remarks>Eight sums, the filter rows of both output rows and the vector of the image are the 15 registers that there are.</remarks>
public static unsafe class DepthwisePair<V>
    where V : unmanaged, IVector<V>
{
    private struct FilterRow
    {
        public V W0;
        public V W1;
        public V W2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static FilterRow Load(float* w, int channels)
        {
            FilterRow row;
            row.W0 = V.Load(w);
            row.W1 = V.Load(w + channels);
            row.W2 = V.Load(w + 2 * channels);
            return row;
        }
    }

    /// <param name="row">The upper row, with the lines of the lower one too; four columns and a vector of channels at least.</param>
    /// <param name="output">Where the upper row goes.</param>
    /// <param name="below">Floats from there to the lower row.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(in DepthwiseRow<V> row, float* output, nint below, int columns)
    {
        int channels = row.Channels;
        int pitch = row.Pitch;
        float* filter = row.Filter;
        float* bias = row.Bias;
        float* line0 = row.Lines[0];
        float* line1 = row.Lines[1];
        float* line2 = row.Lines[2];
        float* line3 = row.Lines[3];
        V least = V.Splat(row.Least);
        V most = V.Splat(row.Most);
        for (int i = 0; i < columns; i += 4)
        {
            // The last four columns, and the last vector, may overlap those before them.
            int column = i + 4 <= columns ? i : columns - 4;
            float* target = output + (nint)column * channels;
            nint offset = (nint)column * pitch;
            for (int j = 0; j < channels; j += V.Count)
            {
                int c = j <= channels - V.Count ? j : channels - V.Count;
                nint at = offset + c;
                float* w = filter + c;
                var upper = new FourSums<V>(V.Load(bias + c));
                FourSums<V> lower = upper;
                FilterRow first = FilterRow.Load(w, channels);
                Add(ref upper, in first, line0 + at, pitch);
                FilterRow second = FilterRow.Load(w + 3 * channels, channels);
                AddBoth(ref upper, in second, ref lower, in first, line1 + at, pitch);
                FilterRow third = FilterRow.Load(w + 6 * channels, channels);
                AddBoth(ref upper, in third, ref lower, in second, line2 + at, pitch);
                Add(ref lower, in third, line3 + at, pitch);
                upper.Store(target + c, channels, least, most);
                lower.Store(target + below + c, channels, least, most);
            }
        }
    }

    /// <summary>The same at stride 2: five image lines of nine columns, one of which serves both rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunStrided(in DepthwiseRow<V> row, float* output, nint below, int columns)
    {
        int channels = row.Channels;
        int pitch = row.Pitch;
        float* filter = row.Filter;
        float* bias = row.Bias;
        float* line0 = row.Lines[0];
        float* line1 = row.Lines[1];
        float* line2 = row.Lines[2];
        float* line3 = row.Lines[3];
        float* line4 = row.Lines[4];
        V least = V.Splat(row.Least);
        V most = V.Splat(row.Most);
        for (int i = 0; i < columns; i += 4)
        {
            int column = i + 4 <= columns ? i : columns - 4;
            float* target = output + (nint)column * channels;
            nint offset = 2 * (nint)column * pitch;
            for (int j = 0; j < channels; j += V.Count)
            {
                int c = j <= channels - V.Count ? j : channels - V.Count;
                nint at = offset + c;
                float* w0 = filter + c;
                float* w1 = w0 + 3 * channels;
                float* w2 = w1 + 3 * channels;
                Four3Strided<V> upper = default;
                upper.Begin(V.Load(bias + c));
                Four3Strided<V> lower = upper;
                upper.AddRow(line0 + at, 2 * pitch, pitch, w0, channels, 3);
                upper.AddRow(line1 + at, 2 * pitch, pitch, w1, channels, 3);
                upper.AddRows(w2, ref lower, w0, line2 + at, pitch, channels);
                lower.AddRow(line3 + at, 2 * pitch, pitch, w1, channels, 3);
                lower.AddRow(line4 + at, 2 * pitch, pitch, w2, channels, 3);
                upper.Store(target + c, channels, least, most);
                lower.Store(target + below + c, channels, least, most);
            }
        }
    }

    /// <summary>Six columns of an image line to four sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref FourSums<V> s, in FilterRow w, float* x, int pitch)
    {
        V v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W0, s.S0);
        x += pitch;
        v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W1, s.S0);
        s.S1 = V.MulAdd(v, w.W0, s.S1);
        x += pitch;
        v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W2, s.S0);
        s.S1 = V.MulAdd(v, w.W1, s.S1);
        s.S2 = V.MulAdd(v, w.W0, s.S2);
        x += pitch;
        v = V.Load(x);
        s.S1 = V.MulAdd(v, w.W2, s.S1);
        s.S2 = V.MulAdd(v, w.W1, s.S2);
        s.S3 = V.MulAdd(v, w.W0, s.S3);
        x += pitch;
        v = V.Load(x);
        s.S2 = V.MulAdd(v, w.W2, s.S2);
        s.S3 = V.MulAdd(v, w.W1, s.S3);
        x += pitch;
        v = V.Load(x);
        s.S3 = V.MulAdd(v, w.W2, s.S3);
    }

    /// <summary>Six columns of an image line to the sums of both rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddBoth(ref FourSums<V> s, in FilterRow w, ref FourSums<V> t, in FilterRow u, float* x, int pitch)
    {
        V v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W0, s.S0);
        t.S0 = V.MulAdd(v, u.W0, t.S0);
        x += pitch;
        v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W1, s.S0);
        t.S0 = V.MulAdd(v, u.W1, t.S0);
        s.S1 = V.MulAdd(v, w.W0, s.S1);
        t.S1 = V.MulAdd(v, u.W0, t.S1);
        x += pitch;
        v = V.Load(x);
        s.S0 = V.MulAdd(v, w.W2, s.S0);
        t.S0 = V.MulAdd(v, u.W2, t.S0);
        s.S1 = V.MulAdd(v, w.W1, s.S1);
        t.S1 = V.MulAdd(v, u.W1, t.S1);
        s.S2 = V.MulAdd(v, w.W0, s.S2);
        t.S2 = V.MulAdd(v, u.W0, t.S2);
        x += pitch;
        v = V.Load(x);
        s.S1 = V.MulAdd(v, w.W2, s.S1);
        t.S1 = V.MulAdd(v, u.W2, t.S1);
        s.S2 = V.MulAdd(v, w.W1, s.S2);
        t.S2 = V.MulAdd(v, u.W1, t.S2);
        s.S3 = V.MulAdd(v, w.W0, s.S3);
        t.S3 = V.MulAdd(v, u.W0, t.S3);
        x += pitch;
        v = V.Load(x);
        s.S2 = V.MulAdd(v, w.W2, s.S2);
        t.S2 = V.MulAdd(v, u.W2, t.S2);
        s.S3 = V.MulAdd(v, w.W1, s.S3);
        t.S3 = V.MulAdd(v, u.W1, t.S3);
        x += pitch;
        v = V.Load(x);
        s.S3 = V.MulAdd(v, w.W2, s.S3);
        t.S3 = V.MulAdd(v, u.W2, t.S3);
    }
}
