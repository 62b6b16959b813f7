using System.Runtime.CompilerServices;

namespace Lanewise.Kernels;

/// <summary>The position of the best of n elements, the first one among equals; 0 if the first is NaN, other NaNs are passed over.</summary>
public static unsafe class ArgBest<V, TOrder>
    where V : unmanaged, IVector<V>
    where TOrder : unmanaged, IOrder<V>
{
    private const int Columns = 64;

    /// <summary>One step of a search by columns: where x is better, it and the row's number are taken.</summary>
    /// <param name="number">Where the number of the row lies, an int.</param>
    public static void Step(float* x, float* best, float* index, int n, float* number)
    {
        V row = V.SplatInt(*(int*)number);
        int i = 0;
        for (; i <= n - V.Count; i += V.Count)
        {
            V candidate = V.Load(x + i);
            V known = V.Load(best + i);
            V better = TOrder.IsBetter(known, candidate);
            V.Store(best + i, V.Select(better, candidate, known));
            V.Store(index + i, V.Select(better, row, V.Load(index + i)));
        }

        for (; i < n; i++)
        {
            if (TOrder.IsBetterLane(((int*)best)[i], ((int*)x)[i]))
            {
                ((int*)best)[i] = ((int*)x)[i];
                ((int*)index)[i] = *(int*)number;
            }
        }
    }

    /// <summary>The search along n ≥ 1 consecutive elements.</summary>
    public static int Line(float* x, int n) => n < 2 * Columns ? Short((int*)x, n) : Long(x, n);

    private static int Short(int* x, int n)
    {
        int best = 0;
        for (int i = 1; i < n; i++)
        {
            best = TOrder.IsBetterLane(x[best], x[i]) ? i : best;
        }

        return best;
    }

    /// <summary>
    /// The line is read as rows of 64 columns. Each column starts from element 0, so a NaN stays only if it is that
    /// one. Then the best of the columns is looked for, the one whose position is first among equals.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Long(float* x, int n)
    {
        int* best = stackalloc int[Columns];
        int* row = stackalloc int[Columns];
        Moves.Fill(best, *(int*)x, Columns);
        Moves.Fill(row, -1, Columns);
        for (int start = 0; start < n; start += Columns)
        {
            int count = n - start < Columns ? n - start : Columns;
            Step(x + start, (float*)best, (float*)row, count, (float*)&start);
        }

        int winner = *(int*)x;
        int position = 0;
        for (int column = 0; column < Columns; column++)
        {
            int candidate = row[column] + column;
            bool isBetter = TOrder.IsBetterLane(winner, best[column]);
            bool isEqual = !isBetter && !TOrder.IsBetterLane(best[column], winner);
            if (row[column] >= 0 && (isBetter || (isEqual && candidate < position)))
            {
                winner = best[column];
                position = candidate;
            }
        }

        return position;
    }
}
