namespace Lanewise.Kernels;

/// <summary>Running combinations along lines of consecutive elements, one after the other as the definition says.</summary>
public static unsafe class Scan
{
    /// <summary>y[i] = x[0] + … + x[i].</summary>
    /// <param name="x">The element that is first in order, the last in memory for a step of −1.</param>
    public static void Sum(float* x, float* y, int n, int step)
    {
        float total = 0;
        for (int i = 0; i < n; i++)
        {
            total += x[i * step];
            y[i * step] = total;
        }
    }

    /// <inheritdoc cref="Sum"/>
    public static void SumInt(float* x, float* y, int n, int step)
    {
        int total = 0;
        for (int i = 0; i < n; i++)
        {
            total += ((int*)x)[i * step];
            ((int*)y)[i * step] = total;
        }
    }

    /// <summary>y[i] = x[0]·…·x[i].</summary>
    /// <param name="x">The element that is first in order, the last in memory for a step of −1.</param>
    public static void Product(float* x, float* y, int n, int step)
    {
        float total = 1;
        for (int i = 0; i < n; i++)
        {
            total *= x[i * step];
            y[i * step] = total;
        }
    }

    /// <inheritdoc cref="Product"/>
    public static void ProductInt(float* x, float* y, int n, int step)
    {
        int total = 1;
        for (int i = 0; i < n; i++)
        {
            total *= ((int*)x)[i * step];
            ((int*)y)[i * step] = total;
        }
    }
}
