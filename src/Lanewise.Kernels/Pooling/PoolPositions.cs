namespace Lanewise.Kernels;

/// <summary>Where the largest values of a pool's windows stand.</summary>
public static unsafe class PoolPositions<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The largest value of each channel and its element's number, −1 where there is none: a NaN is none.</summary>
    public static void Write(PoolPixel* pixel)
    {
        int* positions = pixel->Positions + pixel->Out;
        Locate(pixel, pixel->Y + pixel->Out, positions);
        nint first = pixel->CountsImages ? pixel->In : pixel->In - pixel->Image;
        for (int c = 0; c < pixel->Channels; c++)
        {
            positions[c] = positions[c] < 0 ? -1 : positions[c] + (int)first + c;
        }
    }

    /// <summary>Gives the output's gradient to the largest element of each channel.</summary>
    public static void GiveGradient(PoolPixel* pixel)
    {
        int* offsets = pixel->Offsets;
        Locate(pixel, pixel->Values, offsets);
        float* gradient = pixel->Gradient + pixel->In;
        float* dy = pixel->Y + pixel->Out;
        for (int c = 0; c < pixel->Channels; c++)
        {
            if (offsets[c] >= 0)
            {
                gradient[offsets[c] + c] += dy[c];
            }
        }
    }

    /// <summary>The offsets are from the same channel of the window's first pixel.</summary>
    private static void Locate(PoolPixel* pixel, float* values, int* offsets)
    {
        PoolPixel p = *pixel;
        bool isEmpty = p.Planes * p.Rows * p.Columns == 0;

        // Nothing is less than the least int32: the first pixel stands until a larger value comes.
        V start = !p.IsInt ? V.Splat(float.NegativeInfinity) : V.SplatInt(isEmpty ? 0 : int.MinValue);
        V nowhere = V.SplatInt(p.IsInt && !isEmpty ? 0 : -1);
        for (int c = 0; c < p.Channels; c += V.Count)
        {
            int lanes = p.Channels - c < V.Count ? p.Channels - c : V.Count;
            V best = start;
            V offset = nowhere;
            for (int plane = 0; plane < p.Planes; plane++)
            {
                for (int row = 0; row < p.Rows; row++)
                {
                    int at = (int)(plane * p.PlaneStride + row * p.RowStride);
                    for (int column = 0; column < p.Columns; column++)
                    {
                        float* x = p.X + p.In + at + c;
                        V value = lanes == V.Count ? V.Load(x) : V.LoadPartial(x, lanes);
                        V isBetter = p.IsInt ? V.LessInt(best, value) : V.Less(best, value);
                        if (p.TakesLast)
                        {
                            isBetter = V.Or(isBetter, p.IsInt ? V.EqualInt(best, value) : V.Equal(best, value));
                        }

                        best = V.Select(isBetter, value, best);
                        offset = V.Select(isBetter, V.SplatInt(at), offset);
                        at += p.Channels;
                    }
                }
            }

            V.StorePartial(values + c, best, lanes);
            V.StorePartial((float*)offsets + c, offset, lanes);
        }
    }
}
