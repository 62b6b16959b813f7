namespace Lanewise.Kernels;

/// <summary>An activation that passes over rows as soon as they are finished, while they are in the cache.</summary>
public unsafe struct RowActivation<V>
    where V : unmanaged, IVector<V>
{
    /// <summary>Null for none.</summary>
    public Row Function;

    /// <summary>The function's second operand, one float per column; null if it has none.</summary>
    public float* Alpha;
    public float* Parameters;

    public readonly bool IsPresent => Function != null;

    /// <param name="stride">Floats between rows.</param>
    /// <param name="column">Which column the rows begin with.</param>
    public readonly void Run(float* y, int stride, int column, int rows, int columns)
    {
        if (!IsPresent)
        {
            return;
        }

        if (Alpha == null && stride == columns)
        {
            columns *= rows;
            rows = 1;
        }

        for (int row = 0; row < rows; row++)
        {
            Function(y, Alpha + (Alpha == null ? 0 : column), y, columns, Parameters);
            y += stride;
        }
    }
}
