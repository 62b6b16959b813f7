using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>Bilinear interpolation between four pixels, vectors along the channels.</summary>
public static unsafe class Blend<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="x">How far to the right, 0 to 1.</param>
    /// <param name="y">How far down, 0 to 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(float* topLeft, float* topRight, float* bottomLeft, float* bottomRight, float x, float y, float* target, int channels)
    {
        V right = V.Splat(x);
        V down = V.Splat(y);
        int c = 0;
        for (; c <= channels - V.Count; c += V.Count)
        {
            V a = V.Load(topLeft + c);
            V b = V.Load(bottomLeft + c);
            V top = a + (V.Load(topRight + c) - a) * right;
            V bottom = b + (V.Load(bottomRight + c) - b) * right;
            V.Store(target + c, top + (bottom - top) * down);
        }

        for (; c < channels; c++)
        {
            float top = topLeft[c] + (topRight[c] - topLeft[c]) * x;
            float bottom = bottomLeft[c] + (bottomRight[c] - bottomLeft[c]) * x;
            target[c] = top + (bottom - top) * y;
        }
    }

    /// <summary>A row of the output, between two rows of the image.</summary>
    /// <param name="left">For each pixel of the output where the pixel to its left lies in the rows, in floats.</param>
    /// <param name="right">The same to its right.</param>
    /// <param name="across">How far each is to the right.</param>
    public static void Row(float* top, float* bottom, int* left, int* right, float* across, float down, float* target, int columns, int channels)
    {
        for (int i = 0; i < columns; i++)
        {
            Run(top + left[i], top + right[i], bottom + left[i], bottom + right[i], across[i], down, target, channels);
            target += channels;
        }
    }
}
