namespace Lanewise.Kernels;

/// <summary>Conversions between float32, int32 and one-byte bool elements.</summary>
public static unsafe class Casts<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Toward zero; saturates, NaN gives 0.</summary>
    public static void FloatToInt(float* source, float* target, int count)
    {
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            V.Store(target + i, V.ToInt(V.Load(source + i)));
        }

        V.StorePartial(target + i, V.ToInt(V.LoadPartial(source + i, count - i)), count - i);
    }

    /// <summary>To the nearest, ties to even.</summary>
    public static void IntToFloat(float* source, float* target, int count)
    {
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            V.Store(target + i, V.ToFloat(V.Load(source + i)));
        }

        V.StorePartial(target + i, V.ToFloat(V.LoadPartial(source + i, count - i)), count - i);
    }

    /// <summary>x ≠ 0; NaN gives 1.</summary>
    public static void FloatToBool(float* source, byte* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = (byte)(source[i] == 0 ? 0 : 1);
        }
    }

    public static void IntToBool(int* source, byte* target, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = (byte)(source[i] == 0 ? 0 : 1);
        }
    }

    /// <summary>True becomes the bits of <paramref name="one"/>, false 0.</summary>
    public static void BoolToWords(byte* source, int* target, int count, int one)
    {
        int i = 0;
        for (; i + V.Count <= count; i += V.Count)
        {
            V isFalse = V.EqualInt(V.LoadBytes(source + i), V.Zero);
            V.Store((float*)(target + i), V.AndNot(V.SplatInt(one), isFalse));
        }

        for (; i < count; i++)
        {
            target[i] = source[i] == 0 ? 0 : one;
        }
    }
}
