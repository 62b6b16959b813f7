using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>The product with a single column: dot products of four rows at once, vectors along the depth instead of along the columns.</summary>
public static unsafe class GemmColumn<V>
    where V : unmanaged, IVector<V>
{
    public const int Rows = 4;

    /// <summary>sums[m] = Σ over taps t and elements k of A[t][m][from + k] · b[t·stride + k].</summary>
    /// <param name="a">Pointers to the rows of A for the first tap; those of the next tap lie <paramref name="tapStride"/> on.</param>
    /// <param name="stride">Floats from a tap of b to the next.</param>
    /// <param name="last">The last row that there is; it stands in for those behind it.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(float** a, int tapStride, int taps, int from, int depth, float* b, int stride, int last, float* sums)
    {
        V s0 = V.Zero;
        V s1 = V.Zero;
        V s2 = V.Zero;
        V s3 = V.Zero;
        float r0 = 0;
        float r1 = 0;
        float r2 = 0;
        float r3 = 0;
        int i1 = last < 1 ? last : 1;
        int i2 = last < 2 ? last : 2;
        int whole = depth - depth % V.Count;
        for (int t = 0; t < taps; t++)
        {
            float* a0 = a[0] + from;
            float* a1 = a[i1] + from;
            float* a2 = a[i2] + from;
            float* a3 = a[last] + from;
            a += tapStride;
            for (int k = 0; k < whole; k += V.Count)
            {
                V column = V.Load(b + k);
                s0 = V.MulAdd(V.Load(a0 + k), column, s0);
                s1 = V.MulAdd(V.Load(a1 + k), column, s1);
                s2 = V.MulAdd(V.Load(a2 + k), column, s2);
                s3 = V.MulAdd(V.Load(a3 + k), column, s3);
            }

            for (int k = whole; k < depth; k++)
            {
                r0 += a0[k] * b[k];
                r1 += a1[k] * b[k];
                r2 += a2[k] * b[k];
                r3 += a3[k] * b[k];
            }

            b += stride;
        }

        sums[0] = V.Sum(s0) + r0;
        sums[1] = V.Sum(s1) + r1;
        sums[2] = V.Sum(s2) + r2;
        sums[3] = V.Sum(s3) + r3;
    }
}
