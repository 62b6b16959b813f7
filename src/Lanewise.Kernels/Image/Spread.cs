namespace Lanewise.Kernels;

/// <summary>The gradients of resizing: what a pixel gives back to those that it was made of, vectors along the channels.</summary>
public static unsafe class Spread<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Adds to four pixels, some of which may be the same, their shares of <paramref name="dy"/>.</summary>
    /// <param name="x">How far to the right of the left ones, 0 to 1.</param>
    /// <param name="y">How far below the upper ones, 0 to 1.</param>
    public static void Run(float* dy, float* topLeft, float* topRight, float* bottomLeft, float* bottomRight, float x, float y, int channels)
    {
        Add(dy, (1 - y) * (1 - x), topLeft, channels);
        Add(dy, (1 - y) * x, topRight, channels);
        Add(dy, y * (1 - x), bottomLeft, channels);
        Add(dy, y * x, bottomRight, channels);
    }

    /// <summary>target += factor·source.</summary>
    public static void Add(float* source, float factor, float* target, int channels)
    {
        V share = V.Splat(factor);
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V sum = V.LoadPartial(target + c, lanes) + (V.LoadPartial(source + c, lanes) * share);
            V.StorePartial(target + c, sum, lanes);
        }
    }
}
