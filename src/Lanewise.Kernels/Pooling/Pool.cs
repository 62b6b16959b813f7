global using unsafe PoolCell = delegate*<float*, int, int, nint, int, float*, void>;

namespace Lanewise.Kernels;

/// <summary>
/// One output pixel of a pool over an NHWC image: the part of the window inside the image, from its first pixel, rows
/// <c>rowStride</c> floats apart; vectors along the channels.
/// </summary>
public static unsafe class Pool<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The largest value; a NaN is passed over. −∞ for no value.</summary>
    public static void Max(float* x, int rows, int columns, nint rowStride, int channels, float* y)
    {
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V best = V.Splat(float.NegativeInfinity);
            for (int row = 0; row < rows; row++)
            {
                float* pixel = x + row * rowStride + c;
                for (int column = 0; column < columns; column++)
                {
                    best = V.PMax(best, lanes == V.Count ? V.Load(pixel) : V.LoadPartial(pixel, lanes));
                    pixel += channels;
                }
            }

            V.StorePartial(y + c, best, lanes);
        }
    }

    /// <summary>The mean of the values inside the image; NaN for none.</summary>
    public static void Average(float* x, int rows, int columns, nint rowStride, int channels, float* y)
    {
        V count = V.Splat((float)(rows * columns));
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V sum = V.Zero;
            for (int row = 0; row < rows; row++)
            {
                // Summed by rows first, which keeps the error of a large window small.
                V line = V.Zero;
                float* pixel = x + row * rowStride + c;
                for (int column = 0; column < columns; column++)
                {
                    line += lanes == V.Count ? V.Load(pixel) : V.LoadPartial(pixel, lanes);
                    pixel += channels;
                }

                sum += line;
            }

            V.StorePartial(y + c, sum / count, lanes);
        }
    }

    /// <summary>The largest int32; 0 for none.</summary>
    public static void MaxInt(float* x, int rows, int columns, nint rowStride, int channels, float* y)
    {
        for (int c = 0; c < channels; c++)
        {
            int best = rows * columns == 0 ? 0 : int.MinValue;
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    int value = ((int*)x)[row * rowStride + (nint)column * channels + c];
                    best = value > best ? value : best;
                }
            }

            ((int*)y)[c] = best;
        }
    }

    /// <summary>The mean of int32 values, toward zero; 0 for none.</summary>
    public static void AverageInt(float* x, int rows, int columns, nint rowStride, int channels, float* y)
    {
        for (int c = 0; c < channels; c++)
        {
            long sum = 0;
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    sum += ((int*)x)[row * rowStride + (nint)column * channels + c];
                }
            }

            int count = rows * columns;
            ((int*)y)[c] = count == 0 ? 0 : (int)(sum / count);
        }
    }
}
