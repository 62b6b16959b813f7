namespace Lanewise.Kernels;

/// <summary>
/// B cut into panels of <see cref="Gemm{V}.PanelColumns"/> columns, each row of a panel contiguous, so that the
/// micro-kernel reads one stream. The last panel is half as wide if that is enough, and filled up with zeros, or a single column.
/// </summary>
public static unsafe class Panels<V>
    where V : unmanaged, IVector<V>
{
    // With less depth, a panel of one vector is quicker than a column.
    private const int LeastAlone = 32;

    /// <summary>True if the last panel is a single column.</summary>
    public static bool IsAlone(int depth, int columns) => columns == 1 || (columns % Gemm<V>.PanelColumns == 1 && depth >= LeastAlone);

    /// <summary>Columns rounded up to whole vectors; a single one stays alone.</summary>
    public static int PaddedColumns(int columns) => columns == 1 ? 1 : (columns + V.Count - 1) / V.Count * V.Count;

    public static long Floats(int depth, int columns) => (long)depth * PaddedColumns(columns);

    /// <summary>Packs rows that come in groups, one for each tap of a window; a plain matrix is one group.</summary>
    /// <param name="offsets">For each group where it lies in B, in floats.</param>
    /// <param name="rowStride">Floats from B[k, n] to B[k + 1, n] within a group.</param>
    /// <param name="columnStride">Floats from B[k, n] to B[k, n + 1].</param>
    public static void Pack(float* target, float* b, nint* offsets, int groups, int depth, int rowStride, int columns, int columnStride)
    {
        int panel = Gemm<V>.PanelColumns;
        for (int n = 0; n < columns; n += panel)
        {
            int count = columns - n < panel ? columns - n : panel;
            int width = count == 1 && IsAlone(groups * depth, columns) ? 1 : count > V.Count ? panel : V.Count;
            for (int g = 0; g < groups; g++)
            {
                float* source = b + offsets[g] + (nint)n * columnStride;
                for (int k = 0; k < depth; k++)
                {
                    PackRow(target, source, columnStride, count, width);
                    source += rowStride;
                    target += width;
                }
            }
        }
    }

    private static void PackRow(float* target, float* source, int columnStride, int count, int width)
    {
        if (count == Gemm<V>.PanelColumns && columnStride == 1)
        {
            V.Store(target, V.Load(source));
            V.Store(target + V.Count, V.Load(source + V.Count));
            return;
        }

        for (int i = 0; i < width; i++)
        {
            target[i] = i < count ? source[(nint)i * columnStride] : 0;
        }
    }

    /// <summary>A bias of whole vectors: <paramref name="count"/> values (one for all columns if 1, none if 0), then zeros.</summary>
    public static void PadBias(float* target, float* bias, int count, int columns)
    {
        int padded = PaddedColumns(columns);
        for (int i = 0; i < padded; i++)
        {
            target[i] = i < columns && count > 0 ? bias[count == 1 ? 0 : i] : 0;
        }
    }
}
