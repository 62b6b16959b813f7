using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>The value of a pool at one output pixel, vectors along the channels.</summary>
public static unsafe class Pool<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The largest value; a NaN is passed over. −∞ for no value.</summary>
    public static void Max(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        float* x = p.X + p.In;
        float* y = p.Y + p.Out;
        int c = 0;
        for (; c <= p.Channels - 4 * V.Count; c += 4 * V.Count)
        {
            FourLargest(in p, x + c, y + c);
        }

        for (; c <= p.Channels - V.Count; c += V.Count)
        {
            V.Store(y + c, Largest(in p, x + c, V.Count));
        }

        if (c < p.Channels)
        {
            V.StorePartial(y + c, Largest(in p, x + c, p.Channels - c), p.Channels - c);
        }
    }

    /// <summary>The mean of the values inside the image.</summary>
    public static void Average(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        float* x = p.X + p.In;
        float* y = p.Y + p.Out;
        int values = p.Planes * p.Rows * p.Columns;
        V count = V.Splat(values > p.LeastCount ? values : p.LeastCount);
        int c = 0;
        for (; c <= p.Channels - 4 * V.Count; c += 4 * V.Count)
        {
            FourMeans(in p, x + c, y + c, count);
        }

        for (; c <= p.Channels - V.Count; c += V.Count)
        {
            V.Store(y + c, Sum(in p, x + c, V.Count) / count);
        }

        if (c < p.Channels)
        {
            V.StorePartial(y + c, Sum(in p, x + c, p.Channels - c) / count, p.Channels - c);
        }
    }

    private static void FourLargest(in PoolPixel p, float* x, float* y)
    {
        V a = V.Splat(float.NegativeInfinity);
        V b = a;
        V c = a;
        V d = a;
        for (int plane = 0; plane < p.Planes; plane++)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                float* line = x + plane * p.PlaneStride + row * p.RowStride;
                for (int column = 0; column < p.Columns; column++)
                {
                    a = V.PMax(a, V.Load(line));
                    b = V.PMax(b, V.Load(line + V.Count));
                    c = V.PMax(c, V.Load(line + 2 * V.Count));
                    d = V.PMax(d, V.Load(line + 3 * V.Count));
                    line += p.Channels;
                }
            }
        }

        V.Store(y, a);
        V.Store(y + V.Count, b);
        V.Store(y + 2 * V.Count, c);
        V.Store(y + 3 * V.Count, d);
    }

    private static void FourMeans(in PoolPixel p, float* x, float* y, V count)
    {
        V a = V.Zero;
        V b = a;
        V c = a;
        V d = a;
        for (int plane = 0; plane < p.Planes; plane++)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                V rowA = V.Zero;
                V rowB = rowA;
                V rowC = rowA;
                V rowD = rowA;
                float* line = x + plane * p.PlaneStride + row * p.RowStride;
                for (int column = 0; column < p.Columns; column++)
                {
                    rowA += V.Load(line);
                    rowB += V.Load(line + V.Count);
                    rowC += V.Load(line + 2 * V.Count);
                    rowD += V.Load(line + 3 * V.Count);
                    line += p.Channels;
                }

                a += rowA;
                b += rowB;
                c += rowC;
                d += rowD;
            }
        }

        V.Store(y, a / count);
        V.Store(y + V.Count, b / count);
        V.Store(y + 2 * V.Count, c / count);
        V.Store(y + 3 * V.Count, d / count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Largest(in PoolPixel p, float* x, int lanes)
    {
        V best = V.Splat(float.NegativeInfinity);
        for (int plane = 0; plane < p.Planes; plane++)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                float* line = x + plane * p.PlaneStride + row * p.RowStride;
                for (int column = 0; column < p.Columns; column++)
                {
                    best = V.PMax(best, lanes == V.Count ? V.Load(line) : V.LoadPartial(line, lanes));
                    line += p.Channels;
                }
            }
        }

        return best;
    }

    /// <summary>By rows first, which keeps the error of a large window small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum(in PoolPixel p, float* x, int lanes)
    {
        V sum = V.Zero;
        for (int plane = 0; plane < p.Planes; plane++)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                V rowSum = V.Zero;
                float* line = x + plane * p.PlaneStride + row * p.RowStride;
                for (int column = 0; column < p.Columns; column++)
                {
                    rowSum += lanes == V.Count ? V.Load(line) : V.LoadPartial(line, lanes);
                    line += p.Channels;
                }

                sum += rowSum;
            }
        }

        return sum;
    }

    /// <summary>The largest int32; 0 for none.</summary>
    public static void MaxInt(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        for (int c = 0; c < p.Channels; c++)
        {
            int best = p.Planes * p.Rows * p.Columns == 0 ? 0 : int.MinValue;
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    int* x = (int*)p.X + p.In + plane * p.PlaneStride + row * p.RowStride + c;
                    for (int column = 0; column < p.Columns; column++)
                    {
                        best = x[column * p.Channels] > best ? x[column * p.Channels] : best;
                    }
                }
            }

            ((int*)p.Y)[p.Out + c] = best;
        }
    }

    /// <summary>The mean of int32 values, toward zero; 0 for none.</summary>
    public static void AverageInt(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        int count = p.Planes * p.Rows * p.Columns;
        for (int c = 0; c < p.Channels; c++)
        {
            long sum = 0;
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    int* x = (int*)p.X + p.In + plane * p.PlaneStride + row * p.RowStride + c;
                    for (int column = 0; column < p.Columns; column++)
                    {
                        sum += x[column * p.Channels];
                    }
                }
            }

            ((int*)p.Y)[p.Out + c] = count == 0 ? 0 : (int)(sum / count);
        }
    }
}
