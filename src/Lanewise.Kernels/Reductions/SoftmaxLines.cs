namespace Lanewise.Kernels;

/// <summary>e^(x − max) / Σ e^(x − max) along consecutive elements.</summary>
public static unsafe class SoftmaxLines<V>
    where V : unmanaged, IVector<V>
{
    // Below so many elements, lines are computed several at once, as columns.
    private const int Short = 16;

    // Vectors that are summed in order before their sum is added, which keeps the rounding of long sums small.
    private const int SumVectors = 64;

    /// <summary>Elements of <c>scratch</c> for lines of n.</summary>
    public static int Scratch(int n) => n >= Short ? 0 : Fold.ShortLinesScratch(n) + Fold.LinesAtOnce;

    public static void Run(float* x, float* y, int lines, int n, float* scratch)
    {
        if (n < Short)
        {
            RunShort(x, y, lines, n, scratch);
            return;
        }

        for (int i = 0; i < lines; i++)
        {
            Line(x, y, n);
            x += n;
            y += n;
        }
    }

    /// <summary>A NaN is passed over in the search for the largest element, but not in the sum, and so reaches all.</summary>
    private static void Line(float* x, float* y, int n)
    {
        int whole = n - n % V.Count;
        V best = V.Splat(float.NegativeInfinity);
        for (int i = 0; i < whole; i += V.Count)
        {
            best = V.PMax(best, V.Load(x + i));
        }

        float* lanes = stackalloc float[16];
        V.Store(lanes, best);
        float largest = lanes[0];
        for (int i = 1; i < V.Count; i++)
        {
            largest = lanes[i] > largest ? lanes[i] : largest;
        }

        for (int i = whole; i < n; i++)
        {
            largest = x[i] > largest ? x[i] : largest;
        }

        V shift = V.Splat(largest);
        V sum = V.Zero;
        for (int i = 0; i < whole;)
        {
            int end = whole - i < SumVectors * V.Count ? whole : i + SumVectors * V.Count;
            V part = V.Zero;
            for (; i < end; i += V.Count)
            {
                V e = VectorMath.Exp(V.Load(x + i) - shift);
                V.Store(y + i, e);
                part += e;
            }

            sum += part;
        }

        if (whole < n)
        {
            V.StorePartial(y + whole, VectorMath.Exp(V.LoadPartial(x + whole, n - whole) - shift), n - whole);
            sum += V.LoadPartial(y + whole, n - whole);
        }

        float total = V.Sum(sum);
        UnaryRow<V, DivideByMap<V>>.Run(y, y, y, n, &total);
    }

    /// <summary>64 lines at once, as columns.</summary>
    private static void RunShort(float* x, float* y, int lines, int n, float* scratch)
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
