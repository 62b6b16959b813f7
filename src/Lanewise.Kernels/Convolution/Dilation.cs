namespace Lanewise.Kernels;

/// <summary>
/// Grayscale dilation: the largest sum of a pixel and its tap, if it is greater than −(2^53 − 1), JavaScript's least integer,
/// where tfjs begins. A NaN is passed over.
/// </summary>
public static unsafe class Dilation<V>
    where V : unmanaged, IVector<V>
{
    private const double Least = -9007199254740991;

    public static void Run(DilationPixel* pixel)
    {
        DilationPixel p = *pixel;
        for (int c = 0; c < p.Channels; c += V.Count)
        {
            int lanes = p.Channels - c < V.Count ? p.Channels - c : V.Count;
            V best = V.Splat((float)Least);
            for (int row = 0; row < p.Rows; row++)
            {
                float* x = p.X + p.In + row * p.RowStep + c;
                float* tap = p.Filter + p.Tap + row * p.TapRowStep + c;
                for (int column = 0; column < p.Columns; column++)
                {
                    best = V.PMax(best, V.LoadPartial(x, lanes) + V.LoadPartial(tap, lanes));
                    x += p.ColumnStep;
                    tap += p.Channels;
                }
            }

            V.StorePartial(p.Y + p.Out + c, best, lanes);
        }
    }

    /// <summary>As <see cref="Run"/> on int32; the sum is stored modulo 2^32.</summary>
    public static void RunInt(DilationPixel* pixel)
    {
        for (int c = 0; c < pixel->Channels; c++)
        {
            ((int*)pixel->Y)[pixel->Out + c] = (int)(long)Largest(pixel, c).Value;
        }
    }

    /// <summary>Gives the output's gradient to the pixel, or the tap, of the largest sum: the first among equals.</summary>
    public static void GiveGradient(DilationPixel* pixel)
    {
        for (int c = 0; c < pixel->Channels; c++)
        {
            Place place = Largest(pixel, c);
            nint at = (pixel->IsOfFilter ? place.Tap : place.In) + c;
            if (pixel->IsInt)
            {
                ((int*)pixel->Gradient)[at] += ((int*)pixel->Y)[pixel->Out + c];
            }
            else
            {
                pixel->Gradient[at] += pixel->Y[pixel->Out + c];
            }
        }
    }

    /// <summary>In double, where sums of float32 that differ are told apart and those of int32 are exact.</summary>
    private static Place Largest(DilationPixel* pixel, int c)
    {
        DilationPixel p = *pixel;
        Place best = default;
        best.Value = Least;
        best.In = p.Corner;
        for (int row = 0; row < p.Rows; row++)
        {
            nint at = p.In + row * p.RowStep;
            nint tap = p.Tap + row * p.TapRowStep;
            for (int column = 0; column < p.Columns; column++)
            {
                double value = p.IsInt
                    ? (double)((int*)p.X)[at + c] + ((int*)p.Filter)[tap + c]
                    : (double)p.X[at + c] + p.Filter[tap + c];
                if (value > best.Value)
                {
                    best.Value = value;
                    best.In = at;
                    best.Tap = tap;
                }

                at += p.ColumnStep;
                tap += p.Channels;
            }
        }

        return best;
    }

    private struct Place
    {
        public double Value;
        public nint In;
        public nint Tap;
    }
}
