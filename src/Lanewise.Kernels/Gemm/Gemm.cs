using Lanewise.Dialect;

namespace Lanewise.Kernels;

/// <summary>
/// C = chain(clamp(A·B + bias + addend)) by panels. Without <see cref="Indirection"/> the rows of A are <see cref="RowStride"/>
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
    /// <summary>Columns of a panel. The last one is half as wide if that is enough, or a single column.</summary>
    public static int PanelColumns => 2 * V.Count;

    private const int BlockFloats = 64 * 1024;
    private const int BlockDepth = 512;

    // A finished block that a chain passes over is still in the cache.
    private const int ChainedFloats = 16 * 1024;

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
    public RowChain<V> Chain;

    /// <summary>
    /// A matrix that is added before the sums are clamped, null for none: with as many rows as all of C, which begins at <see cref="Origin"/>,
    /// and so many columns, the first ones of C.
    /// </summary>
    public float* Addend;
    public int AddendColumns;
    public float* Origin;

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
        if (Chain.IsPresent && rows > ChainedFloats / columns)
        {
            rows = ChainedFloats / columns;
        }

        rows = rows / GemmTile<V>.MaxRows * GemmTile<V>.MaxRows;
        rows = rows < GemmTile<V>.MaxRows ? GemmTile<V>.MaxRows : rows;
        for (int m = first; m < end; m += rows)
        {
            int stop = end - m < rows ? end : m + rows;
            RunRows(m, stop, firstPanel, endPanel);
            Chain.Run(C + (nint)m * RowC + column, RowC, column, stop - m, columns);
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
        float* zeros = stackalloc float[PanelColumns];
        bool isFirst = (tap | from) == 0;
        bool isLast = tap + taps == Taps && from + depth == Depth;
        V.Store(zeros, V.Zero);
        V.Store(zeros + V.Count, V.Zero);
        GemmTile<V> tile = default;
        tile.TapStride = IndirectRows;
        tile.RowStride = RowStride;
        tile.Taps = taps;
        tile.From = from;
        tile.Depth = depth;
        tile.Least = isLast ? Least : float.NegativeInfinity;
        tile.Most = isLast ? Most : float.PositiveInfinity;

        // Tiles of nearly the same height instead of full ones and a rest.
        int tiles = (end - first + GemmTile<V>.MaxRows - 1) / GemmTile<V>.MaxRows;
        int height = (end - first) / tiles;
        int taller = (end - first) % tiles;
        int middle = first + taller * (height + 1);
        // A panel that is wider than its columns may spill into the rows below, if what belongs there is written later, and if they
        // are not more than the last tile has, which does not spill. So it goes first.
        int excess = (V.Count - Columns % V.Count) % V.Count;
        bool isAlone = Panels<V>.IsAlone(Taps * Depth, Columns);
        bool spills = excess > 0 && !isAlone && excess <= height * Columns && RowC == Columns && isFirst && isLast && endPanel - firstPanel == PanelCount;
        for (int i = firstPanel; i < endPanel; i++)
        {
            int p = !spills ? i : i == 0 ? endPanel - 1 : i - 1;
            int column = p * PanelColumns;
            int columns = Columns - column < PanelColumns ? Columns - column : PanelColumns;
            if (columns == 1 && isAlone)
            {
                RunColumn(first, end, column, tap, taps, from, depth);
                continue;
            }

            int width = columns > V.Count ? PanelColumns : V.Count;
            tile.Panel = Panels + (nint)p * Taps * Depth * PanelColumns + (nint)(tap * Depth + from) * width;
            tile.Bias = isFirst ? Bias + column : zeros;
            int added = !isFirst ? columns : Addend == null ? 0 : AddendColumns - column;
            added = added < 0 ? 0 : added < columns ? added : columns;
            bool isDirect = columns == width && (added == columns || added == 0);
            bool spillsOver = spills && (added == 0 || AddendColumns == Columns);
            RunTiles(ref tile, tap, first, height + 1, taller, column, columns, added, isFirst, isDirect || spillsOver);
            int last = isDirect || !spillsOver ? 0 : 1;
            RunTiles(ref tile, tap, middle, height, tiles - taller - last, column, columns, added, isFirst, isDirect || spillsOver);
            RunTiles(ref tile, tap, end - height, height, last, column, columns, added, isFirst, false);
        }
    }

    /// <summary>So many tiles, one below the other, of the columns of a panel.</summary>
    /// <param name="added">To how many columns something is added: the addend at first, then what stands in C.</param>
    /// <param name="isDirect">Whole vectors may be loaded and stored; else they go through memory of their own.</param>
    private readonly void RunTiles(ref GemmTile<V> tile, int tap, int first, int height, int tiles, int column, int columns, int added, bool isFirst, bool isDirect)
    {
        if (tiles == 0)
        {
            return;
        }

        bool isWide = columns > V.Count;
        float* c = C + (nint)first * RowC + column;
        tile.A = Indirection == null ? null : Indirection + (nint)tap * IndirectRows + first;
        tile.FirstRow = A + (nint)first * RowStride;
        float* addend = c;
        int rowAddend = RowC;
        if (isFirst && added > 0)
        {
            addend = Addend + ((C - Origin) / RowC + first) * AddendColumns + column;
            rowAddend = AddendColumns;
        }

        if (isDirect)
        {
            tile.C = c;
            tile.RowC = RowC;
            tile.Addend = added > 0 ? addend : null;
            tile.RowAddend = rowAddend;
            tile.Run(height, isWide, tiles);
            return;
        }

        float* edge = stackalloc float[8 * PanelColumns];
        tile.C = edge;
        tile.RowC = PanelColumns;
        tile.Addend = added > 0 ? edge : null;
        tile.RowAddend = PanelColumns;
        for (int i = 0; i < tiles; i++)
        {
            if (added > 0)
            {
                Moves.Fill((int*)edge, 0, added < columns ? height * PanelColumns : 0);
                Move(edge, PanelColumns, addend, rowAddend, height, added);
                addend += (nint)height * rowAddend;
            }

            tile.Run(height, isWide, 1);
            Move(c, RowC, edge, PanelColumns, height, columns);
            tile.A += tile.A == null ? 0 : height;
            tile.FirstRow += (nint)height * RowStride;
            c += (nint)height * RowC;
        }
    }

    /// <summary>A column that is alone in its panel.</summary>
    private readonly void RunColumn(int first, int end, int column, int tap, int taps, int from, int depth)
    {
        const int Rows = GemmColumn<V>.Rows;
        float** direct = stackalloc float*[Rows];
        float* sums = stackalloc float[Rows];
        bool isFirst = (tap | from) == 0;
        bool isLast = tap + taps == Taps && from + depth == Depth;
        float* b = Panels + (nint)column * Taps * Depth + (nint)tap * Depth + from;
        float* addend = !isFirst || column >= AddendColumns || Addend == null ? null : Addend + (C - Origin) / RowC * AddendColumns + column;
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

            GemmColumn<V>.Run(a, IndirectRows, taps, from, depth, b, Depth, rows - 1, sums);
            for (int row = 0; row < rows; row++)
            {
                float* c = C + (nint)(m + row) * RowC + column;
                float x = (isFirst ? Bias[column] : *c) + sums[row];
                x += addend == null ? 0 : addend[(nint)(m + row) * AddendColumns];
                if (isLast)
                {
                    x = x < Least ? Least : x;
                    x = x > Most ? Most : x;
                }

                *c = x;
            }
        }
    }

    /// <summary>Copies some columns of some rows.</summary>
    private static void Move(float* target, int targetRow, float* source, int sourceRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            int n = 0;
            for (; n <= columns - V.Count; n += V.Count)
            {
                V.Store(target + n, V.Load(source + n));
            }

            if (n < columns)
            {
                V.StorePartial(target + n, V.LoadPartial(source + n, columns - n), columns - n);
            }

            target += targetRow;
            source += sourceRow;
        }
    }
}
