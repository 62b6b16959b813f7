using Lanewise.Dialect;

namespace Lanewise.Kernels;

/// <summary>
/// C = clamp(A·B + bias) by panels. Without <see cref="Indirection"/> the rows of A are <see cref="RowStride"/> floats apart,
/// and there is one tap; with it each row is a list of <see cref="Taps"/> pointers (implicit GEMM: the taps of a
/// convolution's window).
/// </summary>
public unsafe struct Gemm<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Columns of a panel.</summary>
    public static int PanelColumns => 2 * V.Count;

    /// <summary>Rows of a tile. Indirection lists hold so many pointers per tap.</summary>
    public static int TileRows => Target.HasFusedMultiplyAdd ? Gemm6x8<V>.Rows : Gemm4x8<V>.Rows;

    // A block of A's rows that stays in the second-level cache while all panels pass over it.
    private const int BlockFloats = 32 * 1024;

    public float* A;
    public int RowStride;

    /// <summary>For each tile of <see cref="TileRows"/> rows, for each tap, the pointers to the rows.</summary>
    public float** Indirection;
    public int Taps;

    /// <summary>The length of the dot product within a tap.</summary>
    public int Depth;

    /// <summary>B by <see cref="Panels{V}.Pack"/>.</summary>
    public float* Panels;

    /// <summary>One float per column, padded to whole panels.</summary>
    public float* Bias;
    public float* C;
    public int Columns;
    public float Least;
    public float Most;

    /// <summary>Computes rows [<paramref name="first"/>, <paramref name="end"/>) of C; <paramref name="first"/> is a multiple of the tile.</summary>
    public readonly void Run(int first, int end)
    {
        int block = BlockFloats / (Taps * Depth + 1) / TileRows * TileRows;
        block = block < TileRows ? TileRows : block;
        for (int m = first; m < end; m += block)
        {
            int stop = end - m < block ? end : m + block;
            float* panel = Panels;
            for (int n = 0; n < Columns; n += PanelColumns)
            {
                RunPanel(m, stop, n, panel);
                panel += (nint)(Taps * Depth) * PanelColumns;
            }
        }
    }

    private readonly void RunPanel(int first, int end, int column, float* panel)
    {
        float** direct = stackalloc float*[TileRows];
        int columns = Columns - column < PanelColumns ? Columns - column : PanelColumns;
        for (int m = first; m < end; m += TileRows)
        {
            int rows = end - m < TileRows ? end - m : TileRows;
            float** tile = direct;
            if (Indirection != null)
            {
                tile = Indirection + (nint)m * Taps;
            }
            else
            {
                for (int i = 0; i < TileRows; i++)
                {
                    direct[i] = A + (nint)(m + (i < rows ? i : rows - 1)) * RowStride;
                }
            }

            float* c = C + (nint)m * Columns + column;
            if (Target.HasFusedMultiplyAdd)
            {
                Gemm6x8<V>.Run(tile, Taps, Depth, panel, Bias + column, c, Columns, rows, columns, Least, Most);
            }
            else
            {
                Gemm4x8<V>.Run(tile, Taps, Depth, panel, Bias + column, c, Columns, rows, columns, Least, Most);
            }
        }
    }
}
