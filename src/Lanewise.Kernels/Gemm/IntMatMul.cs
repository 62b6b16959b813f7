namespace Lanewise.Kernels;

/// <summary>C[m, n] = Σ over k of A[m, k] · B[k, n] in int32, modulo 2^32.</summary>
public static unsafe class IntMatMul<V>
    where V : unmanaged, IVector<V>
{
    public static void Run(int* a, int* b, int* c, int rows, int depth, int columns)
    {
        for (int m = 0; m < rows; m++)
        {
            for (int n = 0; n < columns; n += V.Count)
            {
                int lanes = columns - n < V.Count ? columns - n : V.Count;
                V sum = V.Zero;
                for (int k = 0; k < depth; k++)
                {
                    float* row = (float*)(b + (nint)k * columns + n);
                    sum = V.AddInt(sum, V.MulInt(V.SplatInt(a[(nint)m * depth + k]), V.LoadPartial(row, lanes)));
                }

                V.StorePartial((float*)(c + (nint)m * columns + n), sum, lanes);
            }
        }
    }
}
