namespace Lanewise.Kernels;

/// <summary>Adds into slices.</summary>
public static unsafe class Scattering
{
    public static void AddFloats(float* target, float* values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] += values[i];
        }
    }

    public static void AddInts(int* target, int* values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] += values[i];
        }
    }

    /// <summary>The sum of bools is whether any is true.</summary>
    public static void AddBools(byte* target, byte* values, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] |= values[i];
        }
    }
}
