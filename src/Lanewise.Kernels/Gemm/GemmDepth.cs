using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>The loop over the depth of a tap, in a tile of six rows or less.</summary>
public unsafe interface IGemmDepth<V>
    where V : unmanaged, IVector<V>
{
    /// <param name="panel">Rows of the panel, one for each element of the depth.</param>
    static abstract void Run(
        ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* panel, int depth);
}

/// <summary>Four elements a turn: an engine of WebAssembly pays for each turn of a loop.</summary>
public unsafe struct UnrolledDepth<V, TRows, TColumns> : IGemmDepth<V>
    where V : unmanaged, IVector<V>
    where TRows : unmanaged, ITileRows
    where TColumns : unmanaged, ITileColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* panel, int depth)
    {
        int width = TColumns.IsWide ? 2 * V.Count : V.Count;
        int unrolled = depth & ~3;
        for (int k = 0; k < unrolled; k += 4)
        {
            float* b = panel + k * width;
            // Named, each address is computed once a turn; written out in every step it cost a twentieth.
            float* x0 = a0 + k;
            float* x1 = a1 + k;
            float* x2 = a2 + k;
            float* x3 = a3 + k;
            float* x4 = a4 + k;
            float* x5 = a5 + k;
            GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0, x1, x2, x3, x4, x5, b);
            if (TColumns.IsWide)
            {
                GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 1, x1 + 1, x2 + 1, x3 + 1, x4 + 1, x5 + 1, b + 2 * V.Count);
            }

            GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 2, x1 + 2, x2 + 2, x3 + 2, x4 + 2, x5 + 2, b + 2 * width);
            if (TColumns.IsWide)
            {
                GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 3, x1 + 3, x2 + 3, x3 + 3, x4 + 3, x5 + 3, b + 6 * V.Count);
            }
        }

        // What is left of the depth, without a loop.
        float* rest = panel + unrolled * width;
        int done = unrolled;
        if ((depth & 2) != 0)
        {
            GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + done, a1 + done, a2 + done, a3 + done, a4 + done, a5 + done, rest);
            if (TColumns.IsWide)
            {
                GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + done + 1, a1 + done + 1, a2 + done + 1, a3 + done + 1, a4 + done + 1, a5 + done + 1, rest + 2 * V.Count);
            }

            rest += 2 * width;
            done += 2;
        }

        if ((depth & 1) != 0)
        {
            if (TColumns.IsWide)
            {
                GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + done, a1 + done, a2 + done, a3 + done, a4 + done, a5 + done, rest);
            }
            else
            {
                GemmStep<V, TRows>.RunOne(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + done, a1 + done, a2 + done, a3 + done, a4 + done, a5 + done, rest);
            }
        }
    }
}

/// <summary>
/// An element a turn, or two in a narrow tile. Natively the turn costs nothing beside its multiply-adds, and .NET's compiler stops to inline
/// when a method has too many variables: with four elements the last calls were left, and for their sake the sums lay in memory.
/// </summary>
public unsafe struct PlainDepth<V, TRows, TColumns> : IGemmDepth<V>
    where V : unmanaged, IVector<V>
    where TRows : unmanaged, ITileRows
    where TColumns : unmanaged, ITileColumns
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* panel, int depth)
    {
        int width = TColumns.IsWide ? 2 * V.Count : V.Count;
        int step = TColumns.IsWide ? 1 : 2;
        int whole = TColumns.IsWide ? depth : depth & ~1;
        for (int k = 0; k < whole; k += step)
        {
            GemmStep<V, TRows>.Run<TColumns>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, panel + k * width);
        }

        if (!TColumns.IsWide && whole < depth)
        {
            GemmStep<V, TRows>.RunOne(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + whole, a1 + whole, a2 + whole, a3 + whole, a4 + whole, a5 + whole, panel + whole * width);
        }
    }
}

/// <summary>
/// A single row of a wide tile: four elements a turn, each with sums of its own. Two sums alone would wait for their own last
/// multiply-add, and read the panel at a quarter of the speed.
/// </summary>
public unsafe struct SingleRowDepth<V> : IGemmDepth<V>
    where V : unmanaged, IVector<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(
        ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* panel, int depth)
    {
        GemmRow<V> s1 = default;
        GemmRow<V> s2 = default;
        GemmRow<V> s3 = default;
        int unrolled = depth & ~3;
        for (int k = 0; k < unrolled; k += 4)
        {
            float* a = a0 + k;
            float* b = panel + k * 2 * V.Count;
            r0.MulAdd<WideColumns>(a, V.Load(b), V.Load(b + V.Count));
            s1.MulAdd<WideColumns>(a + 1, V.Load(b + 2 * V.Count), V.Load(b + 3 * V.Count));
            s2.MulAdd<WideColumns>(a + 2, V.Load(b + 4 * V.Count), V.Load(b + 5 * V.Count));
            s3.MulAdd<WideColumns>(a + 3, V.Load(b + 6 * V.Count), V.Load(b + 7 * V.Count));
        }

        for (int k = unrolled; k < depth; k++)
        {
            float* b = panel + k * 2 * V.Count;
            r0.MulAdd<WideColumns>(a0 + k, V.Load(b), V.Load(b + V.Count));
        }

        r0.Low = r0.Low + s1.Low + (s2.Low + s3.Low);
        r0.High = r0.High + s1.High + (s2.High + s3.High);
    }
}
