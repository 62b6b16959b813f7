using Lanewise.Dialect;

namespace Lanewise.Kernels;

/// <summary>
/// C = activation(clamp(A·B + bias)) by panels. Without <see cref="Indirection"/> the rows of A are <see cref="RowStride"/>
/// floats apart, and there is one tap; with it each row is a list of <see cref="Taps"/> pointers (implicit GEMM: the taps of
/// a convolution's window).
/// </summary>
/// <remarks>
/// 1. A block of rows of A, as long as it stays in the second-level cache,
/// 2. meets a block of the depth, whose part of a panel stays in the first-level cache. Each block of the depth is summed
///    by itself and then added, so that rounding does not grow with the depth as a plain loop's would.
/// 3. All panels pass over the block, tile by tile.
/// </remarks>
public unsafe struct Gemm<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Columns of a panel. The last one is half as wide if that is enough.</summary>
    public static int PanelColumns => 2 * V.Count;

    private const int BlockFloats = 64 * 1024;
    private const int BlockDepth = 512;

    // A finished block that an activation passes over is still in the cache.
    private const int ActivatedFloats = 16 * 1024;

    public float* A;
    public int RowStride;

    /// <summary>For each tap the pointers to all rows, <see cref="IndirectRows"/> of them.</summary>
    public float** Indirection;
    public int IndirectRows;
    public int Taps;

    /// <summary>The length of the dot product within a tap.</summary>
    public int Depth;

    /// <summary>B by <see cref="Panels{V}.Pack"/>.</summary>
    public float* Panels;

    /// <summary>One float per column, padded as the panels are.</summary>
    public float* Bias;
    public float* C;

    /// <summary>Floats between rows of C.</summary>
    public int RowC;
    public int Columns;
    public float Least;
    public float Most;
    public RowActivation<V> Activation;

    public readonly int PanelCount => (Columns + PanelColumns - 1) / PanelColumns;

    /// <summary>Computes rows [<paramref name="first"/>, <paramref name="end"/>) of C.</summary>
    public readonly void Run(int first, int end) => Run(first, end, 0, PanelCount);

    /// <summary>Computes a rectangle of C: some rows, and the columns of some panels.</summary>
    public readonly void Run(int first, int end, int firstPanel, int endPanel)
    {
        int column = firstPanel * PanelColumns;
        int columns = (endPanel * PanelColumns < Columns ? endPanel * PanelColumns : Columns) - column;
        int depth = Taps * Depth < BlockDepth ? Taps * Depth : BlockDepth;
        int rows = BlockFloats / (depth + 1);
        if (Activation.IsPresent && rows > ActivatedFloats / columns)
        {
            rows = ActivatedFloats / columns;
        }

        rows = rows / GemmTile<V>.MaxRows * GemmTile<V>.MaxRows;
        rows = rows < GemmTile<V>.MaxRows ? GemmTile<V>.MaxRows : rows;
        for (int m = first; m < end; m += rows)
        {
            int stop = end - m < rows ? end : m + rows;
            RunRows(m, stop, firstPanel, endPanel);
            Activation.Run(C + (nint)m * RowC + column, RowC, column, stop - m, columns);
        }
    }

    /// <summary>All of the depth, block by block.</summary>
    private readonly void RunRows(int first, int end, int firstPanel, int endPanel)
    {
        if (Taps * Depth <= BlockDepth)
        {
            RunBlock(first, end, firstPanel, endPanel, 0, Taps, 0, Depth);
        }
        else if (Depth > BlockDepth)
        {
            int parts = (Depth + BlockDepth - 1) / BlockDepth;
            int length = ((Depth + parts - 1) / parts + 3) & ~3;
            for (int t = 0; t < Taps; t++)
            {
                for (int k = 0; k < Depth; k += length)
                {
                    RunBlock(first, end, firstPanel, endPanel, t, 1, k, Depth - k < length ? Depth - k : length);
                }
            }
        }
        else
        {
            int step = BlockDepth / Depth;
            for (int t = 0; t < Taps; t += step)
            {
                RunBlock(first, end, firstPanel, endPanel, t, Taps - t < step ? Taps - t : step, 0, Depth);
            }
        }
    }

    private readonly void RunBlock(int first, int end, int firstPanel, int endPanel, int tap, int taps, int from, int depth)
    {
        if (Columns == 1)
        {
            RunColumn(first, end, tap, taps, from, depth);
            return;
        }

        float** direct = stackalloc float*[8];
        float* edge = stackalloc float[8 * PanelColumns];
        float* zeros = stackalloc float[PanelColumns];
        bool isFirst = (tap | from) == 0;
        bool isLast = tap + taps == Taps && from + depth == Depth;
        V.Store(zeros, V.Zero);
        V.Store(zeros + V.Count, V.Zero);
        GemmTile<V> tile = default;
        tile.TapStride = IndirectRows;
        tile.Taps = taps;
        tile.From = from;
        tile.Depth = depth;
        float least = isLast ? Least : float.NegativeInfinity;
        float most = isLast ? Most : float.PositiveInfinity;
        tile.Least = isFirst ? least : float.NegativeInfinity;
        tile.Most = isFirst ? most : float.PositiveInfinity;
        int tiles = (end - first + GemmTile<V>.MaxRows - 1) / GemmTile<V>.MaxRows;
        for (int p = firstPanel; p < endPanel; p++)
        {
            int column = p * PanelColumns;
            int columns = Columns - column < PanelColumns ? Columns - column : PanelColumns;
            bool isWide = columns > V.Count;
            int width = isWide ? PanelColumns : V.Count;
            tile.Panel = Panels + (nint)p * Taps * Depth * PanelColumns + (nint)(tap * Depth + from) * width;
            tile.Bias = isFirst ? Bias + column : zeros;
            bool isWhole = columns == width && isFirst;
            if (!isWhole)
            {
                tile.C = edge;
                tile.RowC = width;
            }
            else
            {
                tile.RowC = RowC;
            }

            // Tiles of nearly the same height instead of full ones and a rest.
            int height = (end - first) / tiles;
            int taller = (end - first) % tiles;
            int m = first;
            for (int i = 0; i < tiles; i++)
            {
                int rows = i < taller ? height + 1 : height;
                float* c = C + (nint)m * RowC + column;
                if (isWhole)
                {
                    tile.C = c;
                }

                if (Indirection != null)
                {
                    tile.A = Indirection + (nint)tap * IndirectRows + m;
                }
                else
                {
                    tile.A = direct;
                    float* a = A + (nint)m * RowStride;
                    for (int row = 0; row < rows; row++)
                    {
                        direct[row] = a;
                        a += RowStride;
                    }
                }

                tile.Run(rows, isWide);
                if (!isWhole)
                {
                    Merge(edge, width, c, rows, columns, !isFirst, V.Splat(least), V.Splat(most));
                }

                m += rows;
            }
        }
    }

    private readonly void RunColumn(int first, int end, int tap, int taps, int from, int depth)
    {
        const int Rows = GemmColumn<V>.Rows;
        float** direct = stackalloc float*[Rows];
        float* sums = stackalloc float[Rows];
        bool isFirst = (tap | from) == 0;
        bool isLast = tap + taps == Taps && from + depth == Depth;
        for (int m = first; m < end; m += Rows)
        {
            int rows = end - m < Rows ? end - m : Rows;
            float** a = direct;
            if (Indirection != null)
            {
                a = Indirection + (nint)tap * IndirectRows + m;
            }
            else
            {
                for (int row = 0; row < rows; row++)
                {
                    direct[row] = A + (nint)(m + row) * RowStride;
                }
            }

            GemmColumn<V>.Run(a, IndirectRows, taps, from, depth, Panels + (nint)tap * Depth + from, Depth, rows - 1, sums);
            for (int row = 0; row < rows; row++)
            {
                float* c = C + (nint)(m + row) * RowC;
                float x = (isFirst ? Bias[0] : *c) + sums[row];
                if (isLast)
                {
                    x = x < Least ? Least : x;
                    x = x > Most ? Most : x;
                }

                *c = x;
            }
        }
    }

    /// <summary>A tile that is narrower than its panel, or is to be added to what is there.</summary>
    private readonly void Merge(float* edge, int width, float* c, int rows, int columns, bool adds, V least, V most)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int n = 0; n < columns; n += V.Count)
            {
                int lanes = columns - n < V.Count ? columns - n : V.Count;
                V x = V.Load(edge + n);
                if (adds)
                {
                    x = V.PMin(V.PMax(V.LoadPartial(c + n, lanes) + x, least), most);
                }

                V.StorePartial(c + n, x, lanes);
            }

            edge += width;
            c += RowC;
        }
    }
}
