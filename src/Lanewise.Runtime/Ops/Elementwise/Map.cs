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
    /// <summary>
    /// From this length on, the innermost loop is walked row by row; below, and where what broadcasts fits into a tile that is
    /// laid out once, rows are put together in tiles.
    /// </summary>
    private const int LongInner = 128;

    private const long CostPerElement = 16;

    // Elements that a program's fused steps find in the first-level cache.
    private const int ChainedChunk = 2048;

    /// <param name="lanes">What the row reads.</param>
    /// <param name="results">What the row writes, float32 or int32.</param>
    /// <param name="type">The output's dtype.</param>
    /// <param name="parameters">Two floats, or null.</param>
    public static Status Unary(ref Call call, in Tensor x, Row row, DType lanes, DType results, DType type, float* parameters = null)
    {
        call.RequireReal(in x);
        if (call.Output(type, in x.Shape, out Tensor y) != Status.Ok)
        {
            return call.Status;
        }

        if (call.Captures(row, parameters, in x, default))
        {
            return Status.Ok;
        }

        Shape flat = Shape.Of(y.Size);
        Loops.Build(in flat, in flat, in flat, out Loops loops);
        Operand a = Operand.Of(in x, lanes, loops.Rank, loops.Dims, loops.StridesA);
        Run(ref call, row, results, in a, in a, false, in y, loops.Dims[0], parameters);
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
            Binary(ref call, in left, in right, row, lanes, results, in y);
        }

        return call.Status;
    }

    /// <summary>Writes y, whose shape is that to which the operands broadcast.</summary>
    public static void Binary(ref Call call, in Tensor left, in Tensor right, Row row, DType lanes, DType results, in Tensor y)
    {
        if (call.Captures(row, null, in left, in right))
        {
            return;
        }

        Loops.Build(in y.Shape, in left.Shape, in right.Shape, out Loops loops);
        Operand a = Operand.Of(in left, lanes, loops.Rank, loops.Dims, loops.StridesA);
        Operand b = Operand.Of(in right, lanes, loops.Rank, loops.Dims, loops.StridesB);
        Run(ref call, row, results, in a, in b, true, in y, loops.Dims[0], null);
    }

    private struct Job
    {
        public Row Row;
        public float* Parameters;
        public Operand A;
        public Operand B;
        public bool IsBinary;
        public Tensor Y;
        public DType Results;
        public bool IsDirect;

        /// <summary>Stretches stay within the innermost loop, of so many elements.</summary>
        public bool WithinInner;
        public int Inner;

        /// <summary>The longest stretch that a row is given.</summary>
        public int Chunk;

        /// <summary>Elements of an item that a thread takes.</summary>
        public int Unit;

        /// <summary>What a program has fused into this call.</summary>
        public RowChain<V> Chain;
    }

    private static void Run(ref Call call, Row row, DType results, in Operand a, in Operand b, bool isBinary, in Tensor y, int inner, float* parameters)
    {
        int size = y.Size;
        if (size == 0)
        {
            return;
        }

        ChainWriter<V> writer = ChainWriter<V>.Begin(ref call, in y.Shape, call.StepCount);
        call.BindSteps(ref writer, 0);
        if (call.Failed)
        {
            return;
        }

        Job job;
        job.Chain = writer.Chain;
        job.Chain.Origin = y.Floats;
        job.Row = row;
        job.Parameters = parameters;
        job.A = a;
        job.B = b;
        job.IsBinary = isBinary;
        job.Y = y;
        job.Results = results;
        job.IsDirect = y.Type == results;
        job.WithinInner = inner >= LongInner && !(a.IsShort && b.IsShort);
        job.Inner = inner;
        job.Chunk = Operand.Tile;
        job.Unit = Operand.Tile;
        if (job.IsDirect && a.IsWhollyInPlace && b.IsWhollyInPlace)
        {
            job.Chunk = job.Chain.IsPresent ? ChainedChunk : size;
            job.WithinInner = false;
        }
        else if (job.WithinInner)
        {
            job.Chunk = job.IsDirect && a.IsInPlace && b.IsInPlace ? inner : Operand.Tile;
            job.Unit = inner;
        }
        else
        {
            // a multiple of both periods where they are small: one divides the other, or has no end
            int periodA = a.Period <= job.Chunk ? a.Period : 1;
            int periodB = b.Period <= job.Chunk ? b.Period : 1;
            job.Chunk -= job.Chunk % (periodA > periodB ? periodA : periodB);
            job.Unit = job.Chunk;
        }

        call.Parallel((int)(((long)size + job.Unit - 1) / job.Unit), CostPerElement * job.Unit, &RunItems, &job);
    }

    private static void RunItems(void* state, int begin, int end, int thread)
    {
        Job job = *(Job*)state;
        float* tiles = stackalloc float[3 * Operand.Tile];
        float* tile = tiles + (2 * Operand.Tile);
        job.A.Begin(tiles, job.Chunk, job.WithinInner);
        job.B.Begin(tiles + Operand.Tile, job.Chunk, job.WithinInner);
        long last = (long)end * job.Unit;
        int size = last < job.Y.Size ? (int)last : job.Y.Size;
        for (int start = begin * job.Unit; start < size;)
        {
            int left = job.WithinInner ? job.Inner - (start % job.Inner) : size - start;
            int n = left < job.Chunk ? left : job.Chunk;
            float* x = job.A.Take<V>(start, n, job.WithinInner);
            float* z = job.IsBinary ? job.B.Take<V>(start, n, job.WithinInner) : x;
            job.Row(x, z, job.IsDirect ? (float*)job.Y.Data + start : tile, n, job.Parameters);
            if (!job.IsDirect)
            {
                Narrow(tile, job.Results, in job.Y, start, n);
            }

            if (job.Chain.IsPresent)
            {
                job.Chain.Run(job.Y.Floats + start, start % job.Chain.Columns, n);
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
