using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Brings memory into the cache in the order of its addresses, where the processor can look ahead; it cannot where it is read here and there.</summary>
public static unsafe class Prefetch
{
    private const int LineFloats = 16;

    /// <summary>Reads a number of each cache line.</summary>
    /// <returns>Nothing of use: it only keeps compilers from leaving the reads out.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Read(float* from, nint floats)
    {
        int* words = (int*)from;
        int sum = 0;
        nint i = 0;
        for (; i + 4 * LineFloats <= floats; i += 4 * LineFloats)
        {
            sum += words[i] + words[i + LineFloats] + words[i + 2 * LineFloats] + words[i + 3 * LineFloats];
        }

        for (; i < floats; i += LineFloats)
        {
            sum += words[i];
        }

        return sum;
    }
}
