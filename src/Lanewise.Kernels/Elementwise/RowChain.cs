namespace Lanewise.Kernels;

/// <summary>Where a step of a chain finds an operand.</summary>
public unsafe struct RowSource
{
    /// <summary>The register, where <see cref="Data"/> is null. Register 0 is the result itself.</summary>
    public int Register;

    /// <summary>One float for each element of the result, or one for each column, written out <see cref="RowChain{V}.Repeat"/> times.</summary>
    public float* Data;

    /// <summary>There is one for each element.</summary>
    public bool IsWhole;
}

/// <summary>One element-wise function of a chain.</summary>
public unsafe struct RowStep
{
    public Row Function;
    public float* Parameters;
    public RowSource A;

    /// <summary>Unused by a function of one operand.</summary>
    public RowSource B;

    /// <summary>The register that it writes.</summary>
    public int Register;
}

/// <summary>
/// Element-wise functions that pass over a stretch of a result as soon as it is finished, while it is in the first-level cache.
/// Values that are needed later wait in registers: short stretches on the stack.
/// </summary>
public unsafe struct RowChain<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Registers, with the result.</summary>
    public const int MaxRegisters = 4;

    // Floats that all steps pass over before the next ones begin.
    private const int Block = 1024;

    public RowStep* Steps;
    public int Count;

    /// <summary>The result's first element, with which operands that are <see cref="RowSource.IsWhole"/> begin.</summary>
    public float* Origin;

    /// <summary>Columns of the result, and how often operands that go by columns are written out.</summary>
    public int Columns;
    public int Repeat;

    public readonly bool IsPresent => Count > 0;

    /// <summary>Rows of the result that are finished.</summary>
    /// <param name="stride">Floats between rows.</param>
    /// <param name="column">Which column the rows begin with.</param>
    public readonly void Run(float* y, int stride, int column, int rows, int columns)
    {
        if (Count == 0)
        {
            return;
        }

        if (stride == columns)
        {
            columns *= rows;
            rows = 1;
        }

        for (int row = 0; row < rows; row++)
        {
            Run(y, column, columns);
            y += stride;
        }
    }

    /// <summary>Consecutive elements of the result that are finished; the first one belongs to <paramref name="column"/>.</summary>
    public readonly void Run(float* y, int column, int n)
    {
        while (n > 0)
        {
            int length = Columns * Repeat - column;
            length = length < n ? length : n;
            length = length < Block ? length : Block;
            Apply(y, column, length);
            y += length;
            n -= length;
            column = (column + length) % Columns;
        }
    }

    private readonly void Apply(float* y, int column, int n)
    {
        float* tiles = stackalloc float[(MaxRegisters - 1) * Block];
        for (int i = 0; i < Count; i++)
        {
            ref RowStep step = ref Steps[i];
            float* a = Find(in step.A, y, column, tiles);
            float* b = Find(in step.B, y, column, tiles);
            float* target = step.Register == 0 ? y : tiles + (step.Register - 1) * Block;
            step.Function(a, b, target, n, step.Parameters);
        }
    }

    private readonly float* Find(in RowSource source, float* y, int column, float* tiles)
    {
        if (source.Data != null)
        {
            return source.Data + (source.IsWhole ? y - Origin : column);
        }

        return source.Register == 0 ? y : tiles + (source.Register - 1) * Block;
    }
}
