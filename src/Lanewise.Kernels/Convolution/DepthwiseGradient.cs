namespace Lanewise.Kernels;

/// <summary>One row of dy and one tap of a depthwise filter, vectors along the channels.</summary>
public static unsafe class DepthwiseGradient<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>weight += Σ over the columns of x·dy: the row is summed by itself first, so that the sums stay short.</summary>
    /// <param name="step">Floats from a column's element of x to the next column's.</param>
    public static void AddToFilter(float* x, int step, float* dy, float* weight, int columns, int channels)
    {
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V sum = V.Zero;
            float* a = x + c;
            float* b = dy + c;
            for (int column = 0; column < columns; column++)
            {
                sum = lanes == V.Count
                    ? V.MulAdd(V.Load(a), V.Load(b), sum)
                    : V.MulAdd(V.LoadPartial(a, lanes), V.LoadPartial(b, lanes), sum);
                a += step;
                b += channels;
            }

            V.StorePartial(weight + c, V.LoadPartial(weight + c, lanes) + sum, lanes);
        }
    }

    /// <summary>dx += dy·weight in each column.</summary>
    /// <param name="step">Floats from a column's element of dx to the next column's.</param>
    public static void AddToInput(float* dx, int step, float* dy, float* weight, int columns, int channels)
    {
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V w = V.LoadPartial(weight + c, lanes);
            float* a = dx + c;
            float* b = dy + c;
            for (int column = 0; column < columns; column++)
            {
                V sum = V.MulAdd(V.LoadPartial(b, lanes), w, V.LoadPartial(a, lanes));
                V.StorePartial(a, sum, lanes);
                a += step;
                b += channels;
            }
        }
    }

    /// <summary>target[i] = the sum of <paramref name="multiplier"/> neighbouring elements.</summary>
    public static void Fold(float* source, float* target, int count, int multiplier)
    {
        for (int i = 0; i < count; i++)
        {
            float sum = 0;
            for (int m = 0; m < multiplier; m++)
            {
                sum += *source++;
            }

            target[i] = sum;
        }
    }
}
