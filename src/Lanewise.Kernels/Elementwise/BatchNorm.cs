namespace Lanewise.Kernels;

/// <summary>Normalisation by given statistics, whose vectors repeat along the data.</summary>
public static unsafe class BatchNorm<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>scale / √(variance + epsilon); <paramref name="result"/> may be any of them.</summary>
    public static void Factor(float* variance, float* scale, float epsilon, float* result, int n)
    {
        for (int i = 0; i < n; i++)
        {
            result[i] = scale[i] / MathF.Sqrt(variance[i] + epsilon);
        }
    }

    /// <summary>y = (x − mean)·factor + offset.</summary>
    public static void Row(float* x, float* y, int n, float* mean, float* factor, float* offset)
    {
        for (int i = 0; i < n; i += V.Count)
        {
            int count = n - i;
            if (count >= V.Count)
            {
                V.Store(y + i, V.MulAdd(V.Load(x + i) - V.Load(mean + i), V.Load(factor + i), V.Load(offset + i)));
            }
            else
            {
                V centred = V.LoadPartial(x + i, count) - V.LoadPartial(mean + i, count);
                V.StorePartial(y + i, V.MulAdd(centred, V.LoadPartial(factor + i, count), V.LoadPartial(offset + i, count)), count);
            }
        }
    }
}
