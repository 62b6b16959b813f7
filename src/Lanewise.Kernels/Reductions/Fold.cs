namespace Lanewise.Kernels;

/// <summary>
/// Reduces with the row of an associative binary map. Everything is combined in halves, so the rounding error of a
/// sum grows with the logarithm of its length.
/// </summary>
public static unsafe class Fold
{
    /// <summary>Elements that are folded in one piece: two such pieces stay in the first-level cache.</summary>
    public const int Piece = 1024;

    /// <summary>Elements of <c>scratch</c> that <see cref="Line"/> needs for a line of n.</summary>
    public static int LineScratch(int n) => (2 * Piece) + (n / (Piece / 2));

    /// <summary>The combination of n ≥ 1 consecutive elements.</summary>
    public static void Line(Row row, float* x, int n, float* result, float* scratch)
    {
        float* piece = scratch;
        float* partial = scratch + Piece;
        while (n > Piece)
        {
            int count = 0;
            for (int start = 0; start < n; start += Piece)
            {
                int length = n - start < Piece ? n - start : Piece;
                Halve(row, x + start, length, piece);
                ((int*)partial)[count] = *(int*)piece;
                count++;
            }

            x = partial;
            partial += count;
            n = count;
        }

        Halve(row, x, n, piece);
        *(int*)result = *(int*)piece;
    }

    /// <summary>Combines up to a piece of elements into work[0], which has room for half of them.</summary>
    private static void Halve(Row row, float* x, int n, float* work)
    {
        if (n == 1)
        {
            *(int*)work = *(int*)x;
            return;
        }

        while (n > 1)
        {
            int half = n / 2;
            int odd = n - half;
            int middle = ((int*)x)[half];
            row(x, x + odd, work, half, null);
            if (odd != half)
            {
                ((int*)work)[half] = middle;
            }

            x = work;
            n = odd;
        }
    }

    /// <summary>Lines up to this length are reduced several at once by <see cref="ShortLines"/>.</summary>
    public const int Short = 48;

    internal const int LinesAtOnce = 64;

    /// <summary>Elements of <c>scratch</c> that <see cref="ShortLines"/> needs.</summary>
    public static int ShortLinesScratch(int n) => (n * LinesAtOnce) + ColumnsScratch(n, LinesAtOnce);

    /// <summary>The combination of each of so many lines of n elements: 64 lines are transposed, and reduced as columns.</summary>
    public static void ShortLines(Row row, float* x, int lines, int n, float* result, float* scratch)
    {
        for (int start = 0; start < lines; start += LinesAtOnce)
        {
            int count = lines - start < LinesAtOnce ? lines - start : LinesAtOnce;
            ToColumns((int*)x, (int*)scratch, count, n);
            Columns(row, scratch, n, count, LinesAtOnce, result + start, scratch + (n * LinesAtOnce));
            x += count * n;
        }
    }

    /// <summary>Transposes up to 64 lines of n elements; columns lie 64 elements apart.</summary>
    internal static void ToColumns(int* lines, int* columns, int count, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < count; i++)
            {
                columns[(j * LinesAtOnce) + i] = lines[(i * n) + j];
            }
        }
    }

    /// <summary>The way back.</summary>
    internal static void ToLines(int* columns, int* lines, int count, int n)
    {
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < count; i++)
            {
                lines[(i * n) + j] = columns[(j * LinesAtOnce) + i];
            }
        }
    }

    /// <summary>Elements of <c>scratch</c> that <see cref="Columns"/> needs.</summary>
    public static int ColumnsScratch(int rows, int width)
    {
        int levels = 1;
        while (rows > 1)
        {
            levels++;
            rows >>= 1;
        }

        return levels * width;
    }

    /// <summary>The combination of <paramref name="rows"/> ≥ 1 rows of <paramref name="width"/> elements, column by column.</summary>
    public static void Columns(Row row, float* x, int rows, int width, int stride, float* result, float* scratch)
    {
        const int Sequential = 8;
        if (rows > Sequential)
        {
            int half = rows / 2;
            Columns(row, x, half, width, stride, result, scratch + width);
            Columns(row, x + ((nint)half * stride), rows - half, width, stride, scratch, scratch + width);
            row(result, scratch, result, width, null);
            return;
        }

        if (rows == 1)
        {
            Buffer.MemoryCopy(x, result, (nint)width * sizeof(float), (nint)width * sizeof(float));
            return;
        }

        row(x, x + stride, result, width, null);
        for (int i = 2; i < rows; i++)
        {
            row(result, x + ((nint)i * stride), result, width, null);
        }
    }
}
