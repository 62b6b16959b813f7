using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>Puts a chain together in a call's temporary memory, step by step.</summary>
internal unsafe struct ChainWriter<V>
    where V : unmanaged, IVector<V>
{
    // Operands that go by columns are written out up to about this length, so that short rows are passed over many at a time.
    private const int Spread = 512;

    private int _rows;
    private int _columns;

    /// <summary>Of no steps, and without an origin, at first.</summary>
    public RowChain<V> Chain;

    /// <param name="result">The shape of what the chain passes over; its columns are the last dimension.</param>
    /// <param name="steps">The most that there will be.</param>
    public static ChainWriter<V> Begin(ref Call call, in Shape result, int steps)
    {
        ChainWriter<V> writer = default;
        writer._columns = result.Rank == 0 ? 1 : result[result.Rank - 1];
        writer._rows = result.Product(0, result.Rank - 1);
        writer.Chain.Steps = steps == 0 ? null : (RowStep*)call.Scratch((long)steps * sizeof(RowStep));
        writer.Chain.Repeat = 1;
        writer.Chain.Columns = int.MaxValue;
        return writer;
    }

    public void Add(Row function, float* parameters, in RowSource a, in RowSource b, int register)
    {
        RowStep* step = Chain.Steps + Chain.Count++;
        step->Function = function;
        step->Parameters = parameters;
        step->A = a;
        step->B = b;
        step->Register = register;
    }

    /// <summary>An operand with one value for each column, or a single one for all.</summary>
    public RowSource Columns(ref Call call, float* values, int count)
    {
        RowSource source = default;
        if (Chain.Columns == int.MaxValue)
        {
            int most = _columns < Spread ? Spread / (_columns + 1) + 1 : 1;
            Chain.Repeat = most < _rows ? most : _rows;
            Chain.Columns = _columns;
        }

        int length = _columns * Chain.Repeat;
        if (count == length)
        {
            source.Data = values;
            return source;
        }

        source.Data = (float*)call.Scratch((long)length * sizeof(float));
        if (source.Data == null)
        {
            return source;
        }

        if (count == 1)
        {
            Moves.Fill((int*)source.Data, *(int*)values, length);
            return source;
        }

        for (int i = 0; i < length; i += count)
        {
            Buffer.MemoryCopy(values, source.Data + i, (nint)count * sizeof(float), (nint)count * sizeof(float));
        }

        return source;
    }
}
