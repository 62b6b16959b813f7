using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>
/// Four rows by two vectors (8 columns at 128 bits), for machines that multiply and add in two instructions: the product
/// needs a register of its own, and six rows would spill.
/// </summary>
public static unsafe class Gemm4x8<V>
    where V : unmanaged, IVector<V>
{
    public const int Rows = 4;

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
        for (int t = 0; t < taps; t++)
        {
            float* a0 = a[0];
            float* a1 = a[1];
            float* a2 = a[2];
            float* a3 = a[3];
            a += Rows;
            int even = depth & ~1;
            for (int k = 0; k < even; k += 2)
            {
                float* b = panel + k * (2 * V.Count);
                V low = V.Load(b);
                V high = V.Load(b + V.Count);
                r0.MulAdd(a0 + k, low, high);
                r1.MulAdd(a1 + k, low, high);
                r2.MulAdd(a2 + k, low, high);
                r3.MulAdd(a3 + k, low, high);
                low = V.Load(b + 2 * V.Count);
                high = V.Load(b + 3 * V.Count);
                r0.MulAdd(a0 + k + 1, low, high);
                r1.MulAdd(a1 + k + 1, low, high);
                r2.MulAdd(a2 + k + 1, low, high);
                r3.MulAdd(a3 + k + 1, low, high);
            }

            if (even < depth)
            {
                float* b = panel + even * (2 * V.Count);
                V low = V.Load(b);
                V high = V.Load(b + V.Count);
                r0.MulAdd(a0 + even, low, high);
                r1.MulAdd(a1 + even, low, high);
                r2.MulAdd(a2 + even, low, high);
                r3.MulAdd(a3 + even, low, high);
            }

            panel += depth * (2 * V.Count);
        }

        V low0 = V.Splat(least);
        V high0 = V.Splat(most);
        r0.Store(c, columns, low0, high0);
        if (rows > 1)
        {
            r1.Store(c + ldc, columns, low0, high0);
        }

        if (rows > 2)
        {
            r2.Store(c + 2 * ldc, columns, low0, high0);
        }

        if (rows > 3)
        {
            r3.Store(c + 3 * ldc, columns, low0, high0);
        }
    }
}
