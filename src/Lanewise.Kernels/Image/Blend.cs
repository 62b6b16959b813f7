namespace Lanewise.Kernels;

/// <summary>Bilinear interpolation between four pixels, vectors along the channels.</summary>
public static unsafe class Blend<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="x">How far to the right, 0 to 1.</param>
    /// <param name="y">How far down, 0 to 1.</param>
    public static void Run(float* topLeft, float* topRight, float* bottomLeft, float* bottomRight, float x, float y, float* target, int channels)
    {
        V right = V.Splat(x);
        V down = V.Splat(y);
        for (int c = 0; c < channels; c += V.Count)
        {
            int lanes = channels - c < V.Count ? channels - c : V.Count;
            V a = V.LoadPartial(topLeft + c, lanes);
            V b = V.LoadPartial(bottomLeft + c, lanes);
            V top = a + (V.LoadPartial(topRight + c, lanes) - a) * right;
            V bottom = b + (V.LoadPartial(bottomRight + c, lanes) - b) * right;
            V.StorePartial(target + c, top + (bottom - top) * down, lanes);
        }
    }
}
