namespace Lanewise.Kernels;

/// <summary>e^(x − max) / Σ e^(x − max) along consecutive elements.</summary>
public static unsafe class SoftmaxLines<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Elements of <c>scratch</c> for lines of n.</summary>
    public static int Scratch(int n) => n > Fold.Short ? Fold.LineScratch(n) : Fold.ShortLinesScratch(n) + Fold.LinesAtOnce;

    public static void Run(float* x, float* y, int lines, int n, float* scratch)
    {
        if (n > Fold.Short)
        {
            Long(x, y, lines, n, scratch);
        }
        else
        {
            Short(x, y, lines, n, scratch);
        }
    }

    private static void Long(float* x, float* y, int lines, int n, float* scratch)
    {
        float value;
        for (int i = 0; i < lines; i++)
        {
            Fold.Line(&BinaryRow<V, MaximumMap<V>>.Run, x, n, &value, scratch);
            UnaryRow<V, ExpShiftedMap<V>>.Run(x, x, y, n, &value);
            Fold.Line(&BinaryRow<V, AddMap<V>>.Run, y, n, &value, scratch);
            UnaryRow<V, DivideByMap<V>>.Run(y, y, y, n, &value);
            x += n;
            y += n;
        }
    }

    /// <summary>64 lines at once, as columns.</summary>
    private static void Short(float* x, float* y, int lines, int n, float* scratch)
    {
        const int Width = Fold.LinesAtOnce;
        float* bound = scratch + (n * Width);
        float* work = bound + Width;
        for (int start = 0; start < lines; start += Width)
        {
            int count = lines - start < Width ? lines - start : Width;
            Fold.ToColumns((int*)x, (int*)scratch, count, n);
            Fold.Columns(&BinaryRow<V, MaximumMap<V>>.Run, scratch, n, count, Width, bound, work);
            for (int j = 0; j < n; j++)
            {
                float* column = scratch + (j * Width);
                BinaryRow<V, SubMap<V>>.Run(column, bound, column, count, null);
                UnaryRow<V, ExpMap<V>>.Run(column, column, column, count, null);
            }

            Fold.Columns(&BinaryRow<V, AddMap<V>>.Run, scratch, n, count, Width, bound, work);
            for (int j = 0; j < n; j++)
            {
                float* column = scratch + (j * Width);
                BinaryRow<V, DivideMap<V>>.Run(column, bound, column, count, null);
            }

            Fold.ToLines((int*)scratch, (int*)y, count, n);
            x += count * n;
            y += count * n;
        }
    }
}
