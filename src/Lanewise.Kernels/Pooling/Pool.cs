namespace Lanewise.Kernels;

/// <summary>The value of a pool at one output pixel, vectors along the channels.</summary>
public static unsafe class Pool<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The largest value; a NaN is passed over. −∞ for no value.</summary>
    public static void Max(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        float* y = p.Y + p.Out;
        for (int c = 0; c < p.Channels; c += V.Count)
        {
            int lanes = p.Channels - c < V.Count ? p.Channels - c : V.Count;
            V best = V.Splat(float.NegativeInfinity);
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    float* x = p.X + p.In + plane * p.PlaneStride + row * p.RowStride + c;
                    for (int column = 0; column < p.Columns; column++)
                    {
                        best = V.PMax(best, lanes == V.Count ? V.Load(x) : V.LoadPartial(x, lanes));
                        x += p.Channels;
                    }
                }
            }

            V.StorePartial(y + c, best, lanes);
        }
    }

    /// <summary>The mean of the values inside the image.</summary>
    public static void Average(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        float* y = p.Y + p.Out;
        int values = p.Planes * p.Rows * p.Columns;
        V count = V.Splat(values > p.LeastCount ? values : p.LeastCount);
        for (int c = 0; c < p.Channels; c += V.Count)
        {
            int lanes = p.Channels - c < V.Count ? p.Channels - c : V.Count;
            V sum = V.Zero;
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    // Summed by rows first, which keeps the error of a large window small.
                    V line = V.Zero;
                    float* x = p.X + p.In + plane * p.PlaneStride + row * p.RowStride + c;
                    for (int column = 0; column < p.Columns; column++)
                    {
                        line += lanes == V.Count ? V.Load(x) : V.LoadPartial(x, lanes);
                        x += p.Channels;
                    }

                    sum += line;
                }
            }

            V.StorePartial(y + c, sum / count, lanes);
        }
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
