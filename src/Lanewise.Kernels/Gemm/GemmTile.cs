using System.Runtime.CompilerServices;
using Lanewise.Dialect;

namespace Lanewise.Kernels;

/// <summary>How many rows of A a micro-kernel takes at once.</summary>
public interface ITileRows
{
    static abstract int Value { get; }
}

public struct Rows1 : ITileRows
{
    public static int Value => 1;
}

public struct Rows2 : ITileRows
{
    public static int Value => 2;
}

public struct Rows3 : ITileRows
{
    public static int Value => 3;
}

public struct Rows4 : ITileRows
{
    public static int Value => 4;
}

public struct Rows5 : ITileRows
{
    public static int Value => 5;
}

public struct Rows6 : ITileRows
{
    public static int Value => 6;
}

/// <summary>The width of a tile, as a type: two vectors of columns or one.</summary>
public interface ITileColumns
{
    static abstract bool IsWide { get; }
}

public struct WideColumns : ITileColumns
{
    public static bool IsWide => true;
}

/// <summary>For the last few columns of B, which two vectors would pad with zeros.</summary>
public struct NarrowColumns : ITileColumns
{
    public static bool IsWide => false;
}

/// <summary>
/// The micro-kernels: tiles of 1 to 6 rows by one or two vectors (8 columns at 128 bits), whose accumulators live in
/// registers. Rows that a height has not are constants that fold away.
/// </summary>
/// <remarks>
/// With a fused multiply-add, 6 rows by 2 vectors are 12 accumulators, and with two vectors of the panel and one scalar of A
/// they are the 15 registers that a WebAssembly engine has on x86. Without it the product needs a register of its own:
/// 4 rows are best, 6 spill.
/// </remarks>
public unsafe struct GemmTile<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>The tallest tile.</summary>
    public static int MaxRows => Target.HasFusedMultiplyAdd ? 6 : 4;

    /// <summary>Pointers to the rows of A for the first tap; those of the next tap lie <see cref="TapStride"/> on. Null if the rows are evenly spaced.</summary>
    public float** A;
    public int TapStride;

    /// <summary>Else the first row of A, and how many floats the next one is on; there is one tap.</summary>
    public float* FirstRow;
    public int RowStride;
    public int Taps;

    /// <summary>The first element of the rows that counts, and how many count.</summary>
    public int From;
    public int Depth;

    /// <summary>Rows of B, one for each tap and element, of one or two vectors.</summary>
    public float* Panel;

    /// <summary>What the sums start from: a row of the panel's width.</summary>
    public float* Bias;

    public float* C;

    /// <summary>Floats between rows of C.</summary>
    public int RowC;

    /// <summary>A matrix of C's size that is added before the sums are clamped, C itself for instance; null for none.</summary>
    public float* Addend;

    /// <summary>Floats between its rows.</summary>
    public int RowAddend;
    public float Least;
    public float Most;

    /// <summary>C[m, n] = clamp(addend[m, n]? + bias[n] + Σ over taps t and elements k of A[t][m][k] · panel[t·depth + k][n]), for so many tiles, one below the other.</summary>
    public readonly void Run(int rows, bool isWide, int tiles)
    {
        if (Target.HasFusedMultiplyAdd)
        {
            switch (rows)
            {
                case 6:
                    Run<Rows6>(isWide, tiles);
                    return;
                case 5:
                    Run<Rows5>(isWide, tiles);
                    return;
            }
        }

        switch (rows)
        {
            case 4:
                Run<Rows4>(isWide, tiles);
                break;
            case 3:
                Run<Rows3>(isWide, tiles);
                break;
            case 2:
                Run<Rows2>(isWide, tiles);
                break;
            default:
                Run<Rows1>(isWide, tiles);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Run<TRows>(bool isWide, int tiles)
        where TRows : unmanaged, ITileRows
    {
        if (isWide)
        {
            Run<TRows, WideColumns>(tiles);
        }
        else
        {
            Run<TRows, NarrowColumns>(tiles);
        }
    }

    /// <summary>Many tiles in one call share what is the same for all; with a small depth a call for each would cost a tenth.</summary>
    public readonly void Run<TRows, TColumns>(int tiles)
        where TRows : unmanaged, ITileRows
        where TColumns : unmanaged, ITileColumns
    {
        if (TRows.Value == 1 && TColumns.IsWide)
        {
            Run<TRows, TColumns, SingleRowDepth<V>>(tiles);
        }
        else if (Target.IsWasm)
        {
            Run<TRows, TColumns, UnrolledDepth<V, TRows, TColumns>>(tiles);
        }
        else
        {
            Run<TRows, TColumns, PlainDepth<V, TRows, TColumns>>(tiles);
        }
    }

    // .NET would run it unoptimised at first, for all of a model's first run.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private readonly void Run<TRows, TColumns, TDepth>(int tiles)
        where TRows : unmanaged, ITileRows
        where TColumns : unmanaged, ITileColumns
        where TDepth : unmanaged, IGemmDepth<V>
    {
        int width = TColumns.IsWide ? 2 * V.Count : V.Count;
        float* bias = Bias;
        V least = V.Splat(Least);
        V most = V.Splat(Most);
        bool isClamped = Least != float.NegativeInfinity || Most != float.PositiveInfinity;
        float* c = C;
        int row = RowC;
        float* addend = Addend;
        int rowAddend = RowAddend;
        float** rows = A;
        bool isDirect = rows == null;
        int stride = RowStride;
        int from = From;
        float* direct = FirstRow + from;
        int taps = Taps;
        int tapStride = TapStride;
        int depth = Depth;
        for (int i = 0; i < tiles; i++)
        {
            var r0 = new GemmRow<V>(V.Load(bias), TColumns.IsWide ? V.Load(bias + V.Count) : V.Zero);
            GemmRow<V> r1 = r0;
            GemmRow<V> r2 = r0;
            GemmRow<V> r3 = r0;
            GemmRow<V> r4 = r0;
            GemmRow<V> r5 = r0;
            float** a = rows;
            float* panel = Panel;
            for (int t = 0; t < taps; t++)
            {
                float* a0 = isDirect ? direct : a[0] + from;
                float* a1 = TRows.Value <= 1 ? null : (isDirect ? a0 + stride : a[1] + from);
                float* a2 = TRows.Value <= 2 ? null : (isDirect ? a1 + stride : a[2] + from);
                float* a3 = TRows.Value <= 3 ? null : (isDirect ? a2 + stride : a[3] + from);
                float* a4 = TRows.Value <= 4 ? null : (isDirect ? a3 + stride : a[4] + from);
                float* a5 = TRows.Value <= 5 ? null : (isDirect ? a4 + stride : a[5] + from);
                a += tapStride;
                TDepth.Run(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0, a1, a2, a3, a4, a5, panel, depth);
                panel += depth * width;
            }

            if (addend != null)
            {
                r0.Add<TColumns>(addend);
                if (TRows.Value > 1)
                {
                    r1.Add<TColumns>(addend + rowAddend);
                }

                if (TRows.Value > 2)
                {
                    r2.Add<TColumns>(addend + 2 * rowAddend);
                }

                if (TRows.Value > 3)
                {
                    r3.Add<TColumns>(addend + 3 * rowAddend);
                }

                if (TRows.Value > 4)
                {
                    r4.Add<TColumns>(addend + 4 * rowAddend);
                }

                if (TRows.Value > 5)
                {
                    r5.Add<TColumns>(addend + 5 * rowAddend);
                }

                addend += TRows.Value * rowAddend;
            }

            r0.Store<TColumns>(c, isClamped, least, most);
            if (TRows.Value > 1)
            {
                r1.Store<TColumns>(c + row, isClamped, least, most);
            }

            if (TRows.Value > 2)
            {
                r2.Store<TColumns>(c + 2 * row, isClamped, least, most);
            }

            if (TRows.Value > 3)
            {
                r3.Store<TColumns>(c + 3 * row, isClamped, least, most);
            }

            if (TRows.Value > 4)
            {
                r4.Store<TColumns>(c + 4 * row, isClamped, least, most);
            }

            if (TRows.Value > 5)
            {
                r5.Store<TColumns>(c + 5 * row, isClamped, least, most);
            }

            c += TRows.Value * row;
            direct += TRows.Value * stride;
            rows += TRows.Value;
        }
    }
}
