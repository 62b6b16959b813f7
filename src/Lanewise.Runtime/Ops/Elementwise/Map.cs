using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Drives a row over tensors: broadcasting, and the dtypes that are not the row's lanes.</summary>
/// <remarks>
/// A row knows float32 or int32 lanes. A bool operand becomes int32 lanes of 0 and 1, an int32 or bool operand of a
/// float row becomes float32; a float result for an int32 output is cut as JavaScript cuts it, and a bool output
/// takes the low byte of int32 lanes.
/// </remarks>
internal static unsafe class Map<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>From this length on, the innermost loop is walked row by row; below, rows are put together in tiles.</summary>
    private const int LongInner = 128;

    /// <param name="lanes">What the row reads.</param>
    /// <param name="results">What the row writes, float32 or int32.</param>
    /// <param name="type">The output's dtype.</param>
    public static Status Unary(ref Call call, in Tensor x, Row row, DType lanes, DType results, DType type, float* parameters = null)
    {
        call.RequireReal(in x);
        if (call.Output(type, in x.Shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        Shape flat = Shape.Of(y.Size);
        Loops.Build(in flat, in flat, in flat, out Loops loops);
        float* tiles = stackalloc float[3 * Operand.Tile];
        Operand a = Operand.Of(in x, lanes, loops.Rank, loops.Dims, loops.StridesA, tiles);
        Run(row, results, ref a, ref a, false, in y, loops.Dims[0], tiles + (2 * Operand.Tile), parameters);
        return call.Status;
    }

    /// <inheritdoc cref="Unary"/>
    public static Status Binary(ref Call call, in Tensor left, in Tensor right, Row row, DType lanes, DType results, DType type)
    {
        call.RequireReal(in left);
        call.RequireReal(in right);
        if (call.Failed)
        {
            return call.Status;
        }

        if (!Shape.Broadcast(in left.Shape, in right.Shape, out Shape shape))
        {
            return call.Fail(Status.Broadcast, right.Argument);
        }

        if (call.Output(type, in shape, out Tensor y) == Status.Ok)
        {
            Binary(in left, in right, row, lanes, results, in y);
        }

        return call.Status;
    }

    /// <summary>Writes y, whose shape is that to which the operands broadcast.</summary>
    public static void Binary(in Tensor left, in Tensor right, Row row, DType lanes, DType results, in Tensor y)
    {
        Loops.Build(in y.Shape, in left.Shape, in right.Shape, out Loops loops);
        float* tiles = stackalloc float[3 * Operand.Tile];
        Operand a = Operand.Of(in left, lanes, loops.Rank, loops.Dims, loops.StridesA, tiles);
        Operand b = Operand.Of(in right, lanes, loops.Rank, loops.Dims, loops.StridesB, tiles + Operand.Tile);
        Run(row, results, ref a, ref b, true, in y, loops.Dims[0], tiles + (2 * Operand.Tile), null);
    }

    private static void Run(Row row, DType results, ref Operand a, ref Operand b, bool isBinary, in Tensor y, int inner, float* tile, float* parameters)
    {
        int size = y.Size;
        if (size == 0)
        {
            return;
        }

        bool withinInner = inner >= LongInner;
        int chunk = Operand.Tile;
        bool isDirect = y.Type == results;
        if (isDirect && a.IsWhollyInPlace && b.IsWhollyInPlace)
        {
            chunk = size;
            withinInner = false;
        }
        else if (withinInner && isDirect && a.IsInPlace && b.IsInPlace)
        {
            chunk = inner;
        }
        else if (!withinInner)
        {
            // a multiple of both periods where they are small: one divides the other, or has no end
            int periodA = a.Period <= chunk ? a.Period : 1;
            int periodB = b.Period <= chunk ? b.Period : 1;
            chunk -= chunk % (periodA > periodB ? periodA : periodB);
        }

        a.Plan(chunk, withinInner);
        b.Plan(chunk, withinInner);
        for (int start = 0; start < size;)
        {
            int end = withinInner ? inner - (start % inner) : size - start;
            int n = end < chunk ? end : chunk;
            float* x = a.Take<V>(start, n, withinInner);
            float* z = isBinary ? b.Take<V>(start, n, withinInner) : x;
            row(x, z, isDirect ? (float*)y.Data + start : tile, n, parameters);
            if (!isDirect)
            {
                Narrow(tile, results, in y, start, n);
            }

            start += n;
        }
    }

    private static void Narrow(float* lanes, DType results, in Tensor y, int start, int n)
    {
        int* ints = (int*)lanes;
        if (results == DType.Float32)
        {
            LaneConversion.FloatsToInts(lanes, ints, n);
        }

        if (y.Type == DType.Bool)
        {
            LaneConversion.IntsToBytes<V>(ints, y.Data + start, n);
        }
        else
        {
            Buffer.MemoryCopy(ints, y.Ints + start, (nint)n * sizeof(int), (nint)n * sizeof(int));
        }
    }
}
