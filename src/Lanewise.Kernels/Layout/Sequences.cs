namespace Lanewise.Kernels;

/// <summary>Arithmetic sequences, each element rounded from the one before as tfjs does.</summary>
public static unsafe class Sequences
{
    public static void Floats(float* target, int count, double start, double step)
    {
        float value = (float)start;
        for (int i = 0; i < count; i++)
        {
            target[i] = value;
            value = (float)(value + step);
        }
    }

    public static void Ints(int* target, int count, double start, double step)
    {
        int value = (int)start;
        for (int i = 0; i < count; i++)
        {
            target[i] = value;
            value = (int)(value + step);
        }
    }
}
