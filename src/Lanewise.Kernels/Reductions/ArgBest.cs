namespace Lanewise.Kernels;

/// <summary>A strict order: the lanes where b is better than a.</summary>
public interface IOrder<V>
    where V : unmanaged, IVector<V>
{
    static abstract V IsBetter(V a, V b);
}

public struct GreaterOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.Less(a, b);
}

public struct LessOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.Less(b, a);
}

public struct GreaterIntOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.LessInt(a, b);
}

public struct LessIntOrder<V> : IOrder<V>
    where V : unmanaged, IVector<V>
{
    public static V IsBetter(V a, V b) => V.LessInt(b, a);
}

/// <summary>One step of a search for the best element of each column: where x is better, it and its row number are taken.</summary>
public static unsafe class ArgBestRow<V, TOrder>
    where V : unmanaged, IVector<V>
    where TOrder : unmanaged, IOrder<V>
{
    /// <param name="number">Where the number of the row lies, an int.</param>
    public static void Run(float* x, float* best, float* index, int n, float* number)
    {
        V row = V.SplatInt(*(int*)number);
        int i = 0;
        for (; i < n; i += V.Count)
        {
            int count = n - i < V.Count ? n - i : V.Count;
            V candidate = V.LoadPartial(x + i, count);
            V known = V.LoadPartial(best + i, count);
            V better = TOrder.IsBetter(known, candidate);
            V.StorePartial(best + i, V.Select(better, candidate, known), count);
            V.StorePartial(index + i, V.Select(better, row, V.LoadPartial(index + i, count)), count);
        }
    }
}

/// <summary>The search along a line.</summary>
public static unsafe class ArgBest
{
    private const int Columns = 64;

    /// <summary>
    /// The position of the best of n ≥ 1 consecutive elements, the first one among equals; 0 if the first is NaN,
    /// other NaNs are passed over.
    /// </summary>
    /// <remarks>
    /// The line is read as rows of 64 columns. Each column starts from element 0, so a NaN stays only if it is that
    /// one. Then the best of the columns is looked for, and the first position that holds its equal.
    /// </remarks>
    /// <param name="step">An <see cref="ArgBestRow{V, TOrder}"/>.</param>
    public static int Line(Row step, float* x, int n)
    {
        float* best = stackalloc float[Columns];
        int* row = stackalloc int[Columns];
        int columns = n < Columns ? n : Columns;
        Moves.Fill((int*)best, *(int*)x, columns);
        Moves.Fill(row, -1, columns);
        for (int start = 0; start < n; start += Columns)
        {
            int count = n - start < Columns ? n - start : Columns;
            step(x + start, best, (float*)row, count, (float*)&start);
        }

        float winner = best[0];
        for (int column = 1; column < columns; column++)
        {
            int unused = 0;
            step(best + column, &winner, (float*)&unused, 1, (float*)&column);
        }

        int position = n;
        for (int column = 0; column < columns; column++)
        {
            int one = 1;
            int isWorse = 0;
            step(&winner, best + column, (float*)&isWorse, 1, (float*)&one);
            int candidate = row[column] < 0 ? 0 : row[column] + column;
            position = isWorse == 0 && candidate < position ? candidate : position;
        }

        return position;
    }
}
