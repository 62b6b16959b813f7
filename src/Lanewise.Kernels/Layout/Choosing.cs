namespace Lanewise.Kernels;

/// <summary>Elements of one of two sources.</summary>
public static unsafe class Choosing
{
    /// <summary>target[i] = condition[i] ? a[i] : b[i], by words.</summary>
    public static void Words(byte* condition, int* a, int* b, int* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int mask = condition[i] == 0 ? 0 : -1;
            target[i] = (a[i] & mask) | (b[i] & ~mask);
        }
    }

    /// <summary>target[i] = condition[i] ? a[i] : b[i], by bytes.</summary>
    public static void Bytes(byte* condition, byte* a, byte* b, byte* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = condition[i] == 0 ? b[i] : a[i];
        }
    }
}
