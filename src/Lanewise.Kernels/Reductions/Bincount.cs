namespace Lanewise.Kernels;

/// <summary>Histograms.</summary>
public static unsafe class Bincount
{
    /// <summary>
    /// Adds to counts[x[i]] weights[i], or 1 where <paramref name="weights"/> is null; values from
    /// <paramref name="size"/> on are passed over. False at a negative value.
    /// </summary>
    public static bool Ints(int* x, int n, int* weights, int* counts, int size)
    {
        for (int i = 0; i < n; i++)
        {
            int value = x[i];
            if (value < 0)
            {
                return false;
            }

            if (value < size)
            {
                counts[value] += weights == null ? 1 : weights[i];
            }
        }

        return true;
    }

    /// <inheritdoc cref="Ints"/>
    public static bool Floats(int* x, int n, float* weights, float* counts, int size)
    {
        for (int i = 0; i < n; i++)
        {
            int value = x[i];
            if (value < 0)
            {
                return false;
            }

            if (value < size)
            {
                counts[value] += weights == null ? 1 : weights[i];
            }
        }

        return true;
    }

    /// <summary>Sets flags[x[i]] to <paramref name="one"/>, the bits of 1 in the result's dtype.</summary>
    public static bool Flags(int* x, int n, int* flags, int size, int one)
    {
        for (int i = 0; i < n; i++)
        {
            int value = x[i];
            if (value < 0)
            {
                return false;
            }

            if (value < size)
            {
                flags[value] = one;
            }
        }

        return true;
    }
}
