using System.Runtime.CompilerServices;

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
        float* dy = p.Y + p.Out;
        float* dx = p.Gradient + p.In;
        int c = 0;
        for (; c <= p.Channels - V.Count; c += V.Count)
        {
            Add(in p, V.Load(dy + c) * share, dx + c, V.Count);
        }

        if (c < p.Channels)
        {
            Add(in p, V.LoadPartial(dy + c, p.Channels - c) * share, dx + c, p.Channels - c);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(in PoolPixel p, V given, float* dx, int lanes)
    {
        for (int plane = 0; plane < p.Planes; plane++)
        {
            for (int row = 0; row < p.Rows; row++)
            {
                float* line = dx + plane * p.PlaneStride + row * p.RowStride;
                for (int column = 0; column < p.Columns; column++)
                {
                    if (lanes == V.Count)
                    {
                        V.Store(line, V.Load(line) + given);
                    }
                    else
                    {
                        V.StorePartial(line, V.LoadPartial(line, lanes) + given, lanes);
                    }

                    line += p.Channels;
                }
            }
        }
    }
}
