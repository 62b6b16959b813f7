namespace Lanewise.Kernels;

/// <summary>The gradient of a mean.</summary>
public static unsafe class PoolShares<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Gives each element of the window its share of the output's gradient.</summary>
    public static void GiveGradient(PoolPixel* pixel)
    {
        PoolPixel p = *pixel;
        V share = V.Splat(p.Share);
        for (int c = 0; c < p.Channels; c += V.Count)
        {
            int lanes = p.Channels - c < V.Count ? p.Channels - c : V.Count;
            V dy = V.LoadPartial(p.Y + p.Out + c, lanes) * share;
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    float* dx = p.Gradient + p.In + plane * p.PlaneStride + row * p.RowStride + c;
                    for (int column = 0; column < p.Columns; column++)
                    {
                        V.StorePartial(dx, V.LoadPartial(dx, lanes) + dy, lanes);
                        dx += p.Channels;
                    }
                }
            }
        }
    }
}
