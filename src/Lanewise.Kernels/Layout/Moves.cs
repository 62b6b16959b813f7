namespace Lanewise.Kernels;

/// <summary>Moves of elements that are not looked at.</summary>
public static unsafe class Moves
{
    /// <summary>Sets <paramref name="count"/> words.</summary>
    public static void Fill(int* target, int bits, int count)
    {
        for (int i = 0; i < count; i++)
        {
            target[i] = bits;
        }
    }
}
