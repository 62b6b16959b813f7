namespace Lanewise.Kernels;

/// <summary>
/// Grey-scale morphological dilation along the channels: of all taps of a window the largest x + filter. A NaN is never the
/// largest.
/// </summary>
public static unsafe class DilationRow<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>y = max(y, x + filter).</summary>
    public static void Raise(float* x, float* filter, float* y, int channels)
    {
        int i = 0;
        for (; i <= channels - V.Count; i += V.Count)
        {
            V.Store(y + i, V.PMax(V.Load(y + i), V.Load(x + i) + V.Load(filter + i)));
        }

        int rest = channels - i;
        V.StorePartial(y + i, V.PMax(V.LoadPartial(y + i, rest), V.LoadPartial(x + i, rest) + V.LoadPartial(filter + i, rest)), rest);
    }

    /// <inheritdoc cref="Raise"/>
    public static void RaiseInt(float* x, float* filter, float* y, int channels)
    {
        int i = 0;
        for (; i <= channels - V.Count; i += V.Count)
        {
            V.Store(y + i, V.MaxInt(V.Load(y + i), V.AddInt(V.Load(x + i), V.Load(filter + i))));
        }

        int rest = channels - i;
        V.StorePartial(y + i, V.MaxInt(V.LoadPartial(y + i, rest), V.AddInt(V.LoadPartial(x + i, rest), V.LoadPartial(filter + i, rest))), rest);
    }

    /// <summary>Also notes in <paramref name="taps"/>, where a channel's value is raised, that it was by this tap.</summary>
    public static void RaiseAndNote(float* x, float* filter, float* y, int* taps, int tap, int channels)
    {
        for (int i = 0; i < channels; i++)
        {
            float value = x[i] + filter[i];
            if (value > y[i])
            {
                y[i] = value;
                taps[i] = tap;
            }
        }
    }

    /// <summary>gradient[taps[i]·channels + i] += dy[i].</summary>
    public static void Scatter(float* dy, int* taps, float* gradient, int channels)
    {
        for (int i = 0; i < channels; i++)
        {
            gradient[((nint)taps[i] * channels) + i] += dy[i];
        }
    }
}
