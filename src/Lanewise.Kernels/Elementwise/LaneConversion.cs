namespace Lanewise.Kernels;

/// <summary>Between the widths of dtypes and the 32-bit lanes of rows. Source and target may be the same where both have 32 bits.</summary>
public static unsafe class LaneConversion
{
    /// <summary>JavaScript's ToInt32: toward zero, modulo 2^32; 0 for NaN and infinities.</summary>
    public static int ToInt32(double value) => Math.Abs(value) < 9.2e18 ? (int)(long)value : 0;

    /// <summary>Zero-extends bytes to int32.</summary>
    public static void BytesToInts<V>(byte* source, int* target, int n)
        where V : unmanaged, IVector<V>
    {
        int i = 0;
        for (; i <= n - V.Count; i += V.Count)
        {
            V.Store((float*)(target + i), V.LoadBytes(source + i));
        }

        for (; i < n; i++)
        {
            target[i] = source[i];
        }
    }

    /// <summary>Keeps the low byte of each int32.</summary>
    public static void IntsToBytes<V>(int* source, byte* target, int n)
        where V : unmanaged, IVector<V>
    {
        int i = 0;
        for (; i <= n - V.Count; i += V.Count)
        {
            V.StoreBytes(target + i, V.Load((float*)(source + i)));
        }

        for (; i < n; i++)
        {
            target[i] = (byte)source[i];
        }
    }

    public static void IntsToFloats<V>(int* source, float* target, int n)
        where V : unmanaged, IVector<V>
    {
        int i = 0;
        for (; i <= n - V.Count; i += V.Count)
        {
            V.Store(target + i, V.ToFloat(V.Load((float*)(source + i))));
        }

        for (; i < n; i++)
        {
            target[i] = source[i];
        }
    }

    public static void FloatsToInts(float* source, int* target, int n)
    {
        for (int i = 0; i < n; i++)
        {
            target[i] = ToInt32(source[i]);
        }
    }
}
