global using unsafe PoolLine = delegate*<Lanewise.Kernels.PoolPixel*, int, int, void>;

namespace Lanewise.Kernels;

/// <summary>
/// The largest values of neighbouring windows on an image, all of them wholly inside from side to side, vectors along the
/// channels, of which there is at least one vector. A NaN is passed over.
/// </summary>
public static unsafe class MaxLine<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="pixel">The first window.</param>
    /// <param name="windows">How many there are.</param>
    /// <param name="step">Elements from a window to the next.</param>
    public static void Run(PoolPixel* pixel, int windows, int step)
    {
        PoolPixel p = *pixel;
        float* x = p.X + p.In;
        float* y = p.Y + p.Out;
        int i = 0;
        if (p.Columns == 2 && p.Rows == 2)
        {
            for (; i < windows; i++)
            {
                OfTwoByTwo(x + (nint)i * step, p.RowStride, y + (nint)i * p.Channels, p.Channels);
            }
        }
        else if (p.Columns == 3 && step == p.Channels)
        {
            for (; i <= windows - 4; i += 4)
            {
                FourOfThree(in p, x + (nint)i * step, y + (nint)i * p.Channels);
            }
        }

        for (; i < windows; i++)
        {
            One(in p, x + (nint)i * step, y + (nint)i * p.Channels);
        }
    }

    private static void OfTwoByTwo(float* x, nint rowStride, float* y, int channels)
    {
        V none = V.Splat(float.NegativeInfinity);
        float* below = x + rowStride;
        for (int i = 0; i < channels; i += V.Count)
        {
            // The last vector may overlap the one before it.
            int c = i <= channels - V.Count ? i : channels - V.Count;
            V left = V.PMax(V.PMax(none, V.Load(x + c)), V.Load(below + c));
            V right = V.PMax(V.PMax(none, V.Load(x + channels + c)), V.Load(below + channels + c));
            V.Store(y + c, V.PMax(left, right));
        }
    }

    /// <summary>Four windows of three columns, one column apart: the largest of each of six columns serves up to three of them.</summary>
    private static void FourOfThree(in PoolPixel p, float* x, float* y)
    {
        int channels = p.Channels;
        int rows = p.Rows;
        nint rowStride = p.RowStride;
        for (int i = 0; i < channels; i += V.Count)
        {
            int c = i <= channels - V.Count ? i : channels - V.Count;
            V c0 = V.Splat(float.NegativeInfinity);
            V c1 = c0;
            V c2 = c0;
            V c3 = c0;
            V c4 = c0;
            V c5 = c0;
            float* line = x + c;
            for (int row = 0; row < rows; row++)
            {
                float* at = line;
                c0 = V.PMax(c0, V.Load(at));
                at += channels;
                c1 = V.PMax(c1, V.Load(at));
                at += channels;
                c2 = V.PMax(c2, V.Load(at));
                at += channels;
                c3 = V.PMax(c3, V.Load(at));
                at += channels;
                c4 = V.PMax(c4, V.Load(at));
                at += channels;
                c5 = V.PMax(c5, V.Load(at));
                line += rowStride;
            }

            float* target = y + c;
            V middle = V.PMax(c1, c2);
            V.Store(target, V.PMax(c0, middle));
            target += channels;
            V.Store(target, V.PMax(middle, c3));
            target += channels;
            middle = V.PMax(c3, c4);
            V.Store(target, V.PMax(c2, middle));
            target += channels;
            V.Store(target, V.PMax(middle, c5));
        }
    }

    private static void One(in PoolPixel p, float* x, float* y)
    {
        int channels = p.Channels;
        int rows = p.Rows;
        int columns = p.Columns;
        nint rowStride = p.RowStride;
        for (int i = 0; i < channels; i += V.Count)
        {
            int c = i <= channels - V.Count ? i : channels - V.Count;
            V best = V.Splat(float.NegativeInfinity);
            float* line = x + c;
            for (int row = 0; row < rows; row++)
            {
                float* at = line;
                for (int column = 0; column < columns; column++)
                {
                    best = V.PMax(best, V.Load(at));
                    at += channels;
                }

                line += rowStride;
            }

            V.Store(y + c, best);
        }
    }
}
