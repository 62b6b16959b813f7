namespace Lanewise.Kernels;

/// <summary>Where values belong in sorted sequences, by halving.</summary>
public static unsafe class SortedSearch
{
    /// <summary>
    /// How many elements of the sequence are below each value, or, with <paramref name="isUpper"/>, not above it. A NaN among
    /// the values belongs at the beginning.
    /// </summary>
    public static void Floats(float* sequence, int length, float* values, int count, bool isUpper, int* target)
    {
        for (int i = 0; i < count; i++)
        {
            float value = values[i];
            int low = 0;
            int high = length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                bool isBelow = isUpper ? sequence[middle] <= value : sequence[middle] < value;
                low = isBelow ? middle + 1 : low;
                high = isBelow ? high : middle;
            }

            target[i] = low;
        }
    }

    /// <inheritdoc cref="Floats"/>
    public static void Ints(int* sequence, int length, int* values, int count, bool isUpper, int* target)
    {
        for (int i = 0; i < count; i++)
        {
            int value = values[i];
            int low = 0;
            int high = length;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                bool isBelow = isUpper ? sequence[middle] <= value : sequence[middle] < value;
                low = isBelow ? middle + 1 : low;
                high = isBelow ? high : middle;
            }

            target[i] = low;
        }
    }
}
