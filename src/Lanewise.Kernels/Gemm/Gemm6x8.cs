using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// Six rows by two vectors (8 columns at 128 bits). With a fused multiply-add its 12 accumulators, two vectors of the
/// panel and one scalar of A are the 15 registers that a WebAssembly engine has on x86.
/// </summary>
public static unsafe class Gemm6x8<V>
    where V : unmanaged, IVector<V>
{
    public const int Rows = 6;

    /// <summary>C[m, n] = clamp(bias[n] + Σ over taps t and depth k of A[t][m][k] · panel[t·depth + k][n]).</summary>
    /// <param name="a">Pointers to rows of A, <see cref="Rows"/> for each tap; where fewer rows are wanted, the last is repeated.</param>
    /// <param name="bias">The start of the panel's columns, a whole row.</param>
    /// <param name="ldc">Floats between rows of C.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(float** a, int taps, int depth, float* panel, float* bias, float* c, int ldc, int rows, int columns, float least, float most)
    {
        var r0 = new GemmRow<V>(V.Load(bias), V.Load(bias + V.Count));
        GemmRow<V> r1 = r0;
        GemmRow<V> r2 = r0;
        GemmRow<V> r3 = r0;
        GemmRow<V> r4 = r0;
        GemmRow<V> r5 = r0;
        int unrolled = depth & ~3;
        for (int t = 0; t < taps; t++)
        {
            float* a0 = a[0];
            float* a1 = a[1];
            float* a2 = a[2];
            float* a3 = a[3];
            float* a4 = a[4];
            float* a5 = a[5];
            a += Rows;
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
                Step(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0, x1, x2, x3, x4, x5, b);
                Step(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 1, x1 + 1, x2 + 1, x3 + 1, x4 + 1, x5 + 1, b + 2 * V.Count);
                Step(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 2, x1 + 2, x2 + 2, x3 + 2, x4 + 2, x5 + 2, b + 4 * V.Count);
                Step(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, x0 + 3, x1 + 3, x2 + 3, x3 + 3, x4 + 3, x5 + 3, b + 6 * V.Count);
            }

            for (int k = unrolled; k < depth; k++)
            {
                Step(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, a0 + k, a1 + k, a2 + k, a3 + k, a4 + k, a5 + k, panel + k * (2 * V.Count));
            }

            panel += depth * (2 * V.Count);
        }

        V low = V.Splat(least);
        V high = V.Splat(most);
        if (rows == Rows && columns == 2 * V.Count)
        {
            r0.Store(c, low, high);
            r1.Store(c + ldc, low, high);
            r2.Store(c + 2 * ldc, low, high);
            r3.Store(c + 3 * ldc, low, high);
            r4.Store(c + 4 * ldc, low, high);
            r5.Store(c + 5 * ldc, low, high);
            return;
        }

        r0.StorePart(c, columns, low, high);
        if (rows > 1)
        {
            r1.StorePart(c + ldc, columns, low, high);
        }

        if (rows > 2)
        {
            r2.StorePart(c + 2 * ldc, columns, low, high);
        }

        if (rows > 3)
        {
            r3.StorePart(c + 3 * ldc, columns, low, high);
        }

        if (rows > 4)
        {
            r4.StorePart(c + 4 * ldc, columns, low, high);
        }

        if (rows > 5)
        {
            r5.StorePart(c + 5 * ldc, columns, low, high);
        }
    }

    /// <summary>One step of k: a column of A times a row of the panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref GemmRow<V> r0, ref GemmRow<V> r1, ref GemmRow<V> r2, ref GemmRow<V> r3, ref GemmRow<V> r4, ref GemmRow<V> r5, float* a0, float* a1, float* a2, float* a3, float* a4, float* a5, float* b)
    {
        V low = V.Load(b);
        V high = V.Load(b + V.Count);
        r0.MulAdd(a0, low, high);
        r1.MulAdd(a1, low, high);
        r2.MulAdd(a2, low, high);
        r3.MulAdd(a3, low, high);
        r4.MulAdd(a4, low, high);
        r5.MulAdd(a5, low, high);
    }
}
