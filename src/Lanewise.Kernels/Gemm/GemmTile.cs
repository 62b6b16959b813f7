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

    /// <summary>Pointers to the rows of A for the first tap; those of the next tap lie <see cref="TapStride"/> on.</summary>
    public float** A;
    public int TapStride;
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
    public float Least;
    public float Most;

    /// <summary>C[m, n] = clamp(bias[n] + Σ over taps t and elements k of A[t][m][k] · panel[t·depth + k][n]).</summary>
    public readonly void Run(int rows, bool isWide)
    {
        if (Target.HasFusedMultiplyAdd)
        {
            switch (rows)
            {
                case 6:
                    Run<Rows6>(isWide);
                    return;
                case 5:
                    Run<Rows5>(isWide);
                    return;
            }
        }

        switch (rows)
        {
            case 4:
                Run<Rows4>(isWide);
                break;
            case 3:
                Run<Rows3>(isWide);
                break;
            case 2:
                Run<Rows2>(isWide);
                break;
            default:
                Run<Rows1>(isWide);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Run<TRows>(bool isWide)
        where TRows : unmanaged, ITileRows
    {
        if (isWide)
        {
            RunWide<TRows>();
        }
        else
        {
            RunNarrow<TRows>();
        }
    }

    /// <summary>Two vectors of columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void RunWide<TRows>()
        where TRows : unmanaged, ITileRows
    {
        float* bias = Bias;
        var r0 = new GemmRow<V>(V.Load(bias), V.Load(bias + V.Count));
        GemmRow<V> r1 = r0;
        GemmRow<V> r2 = r0;
        GemmRow<V> r3 = r0;
        GemmRow<V> r4 = r0;
        GemmRow<V> r5 = r0;
        float** a = A;
        float* panel = Panel;
        int depth = Depth;
        int unrolled = depth & ~3;
        int from = From;
        for (int t = 0; t < Taps; t++)
        {
            float* a0 = a[0] + from;
            float* a1 = TRows.Value > 1 ? a[1] + from : null;
            float* a2 = TRows.Value > 2 ? a[2] + from : null;
            float* a3 = TRows.Value > 3 ? a[3] + from : null;
            float* a4 = TRows.Value > 4 ? a[4] + from : null;
            float* a5 = TRows.Value > 5 ? a[5] + from : null;
            a += TapStride;
            for (int k = 0; k < unrolled; k += 4)
            {
                float* b = panel + k * (2 * V.Count);
                // Named, each address is computed once a turn; written out in every step it cost a twentieth.
                float* x0 = a0 + k;
                float* x1 = a1 + k;
                float* x2 = a2 + k;
                float* x3 = a3 + k;
                float* x4 = a4 + k;
                float* x5 = a5 + k;
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0, x1, x2, x3, x4, x5, b);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 1, x1 + 1, x2 + 1, x3 + 1, x4 + 1, x5 + 1, b + 2 * V.Count);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 2, x1 + 2, x2 + 2, x3 + 2, x4 + 2, x5 + 2, b + 4 * V.Count);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 3, x1 + 3, x2 + 3, x3 + 3, x4 + 3, x5 + 3, b + 6 * V.Count);
            }

            for (int k = unrolled; k < depth; k++)
            {
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, panel + k * (2 * V.Count));
            }

            panel += depth * (2 * V.Count);
        }

        V least = V.Splat(Least);
        V most = V.Splat(Most);
        float* c = C;
        int row = RowC;
        r0.Store(c, least, most);
        if (TRows.Value > 1)
        {
            r1.Store(c + row, least, most);
        }

        if (TRows.Value > 2)
        {
            r2.Store(c + 2 * row, least, most);
        }

        if (TRows.Value > 3)
        {
            r3.Store(c + 3 * row, least, most);
        }

        if (TRows.Value > 4)
        {
            r4.Store(c + 4 * row, least, most);
        }

        if (TRows.Value > 5)
        {
            r5.Store(c + 5 * row, least, most);
        }
    }

    /// <summary>One vector of columns: for the last few of B, which two vectors would pad with zeros.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void RunNarrow<TRows>()
        where TRows : unmanaged, ITileRows
    {
        V r0 = V.Load(Bias);
        V r1 = r0;
        V r2 = r0;
        V r3 = r0;
        V r4 = r0;
        V r5 = r0;
        float** a = A;
        float* panel = Panel;
        int depth = Depth;
        int unrolled = depth & ~3;
        int from = From;
        for (int t = 0; t < Taps; t++)
        {
            float* a0 = a[0] + from;
            float* a1 = TRows.Value > 1 ? a[1] + from : null;
            float* a2 = TRows.Value > 2 ? a[2] + from : null;
            float* a3 = TRows.Value > 3 ? a[3] + from : null;
            float* a4 = TRows.Value > 4 ? a[4] + from : null;
            float* a5 = TRows.Value > 5 ? a[5] + from : null;
            a += TapStride;
            for (int k = 0; k < unrolled; k += 4)
            {
                float* b = panel + k * V.Count;
                float* x0 = a0 + k;
                float* x1 = a1 + k;
                float* x2 = a2 + k;
                float* x3 = a3 + k;
                float* x4 = a4 + k;
                float* x5 = a5 + k;
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0, x1, x2, x3, x4, x5, b);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 1, x1 + 1, x2 + 1, x3 + 1, x4 + 1, x5 + 1, b + V.Count);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 2, x1 + 2, x2 + 2, x3 + 2, x4 + 2, x5 + 2, b + 2 * V.Count);
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 3, x1 + 3, x2 + 3, x3 + 3, x4 + 3, x5 + 3, b + 3 * V.Count);
            }

            for (int k = unrolled; k < depth; k++)
            {
                Step<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, panel + k * V.Count);
            }

            panel += depth * V.Count;
        }

        V least = V.Splat(Least);
        V most = V.Splat(Most);
        float* c = C;
        int row = RowC;
        V.Store(c, V.PMin(V.PMax(r0, least), most));
        if (TRows.Value > 1)
        {
            V.Store(c + row, V.PMin(V.PMax(r1, least), most));
        }

        if (TRows.Value > 2)
        {
            V.Store(c + 2 * row, V.PMin(V.PMax(r2, least), most));
        }

        if (TRows.Value > 3)
        {
            V.Store(c + 3 * row, V.PMin(V.PMax(r3, least), most));
        }

        if (TRows.Value > 4)
        {
            V.Store(c + 4 * row, V.PMin(V.PMax(r4, least), most));
        }

        if (TRows.Value > 5)
        {
            V.Store(c + 5 * row, V.PMin(V.PMax(r5, least), most));
        }
    }

    /// <summary>One step of k: a column of A times a row of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows>(ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b)
        where TRows : unmanaged, ITileRows
    {
        V low = V.Load(b);
        V high = V.Load(b + V.Count);
        r0.MulAdd(a0, low, high);
        if (TRows.Value > 1)
        {
            r1.MulAdd(a1, low, high);
        }

        if (TRows.Value > 2)
        {
            r2.MulAdd(a2, low, high);
        }

        if (TRows.Value > 3)
        {
            r3.MulAdd(a3, low, high);
        }

        if (TRows.Value > 4)
        {
            r4.MulAdd(a4, low, high);
        }

        if (TRows.Value > 5)
        {
            r5.MulAdd(a5, low, high);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows>(ref V r0, ref V r1, ref V r2, ref V r3, ref V r4, ref V r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b)
        where TRows : unmanaged, ITileRows
    {
        V row = V.Load(b);
        r0 = V.MulAdd(V.Splat(*a0), row, r0);
        if (TRows.Value > 1)
        {
            r1 = V.MulAdd(V.Splat(*a1), row, r1);
        }

        if (TRows.Value > 2)
        {
            r2 = V.MulAdd(V.Splat(*a2), row, r2);
        }

        if (TRows.Value > 3)
        {
            r3 = V.MulAdd(V.Splat(*a3), row, r3);
        }

        if (TRows.Value > 4)
        {
            r4 = V.MulAdd(V.Splat(*a4), row, r4);
        }

        if (TRows.Value > 5)
        {
            r5 = V.MulAdd(V.Splat(*a5), row, r5);
        }
    }
}
