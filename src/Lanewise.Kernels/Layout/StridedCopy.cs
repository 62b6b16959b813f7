namespace Lanewise.Kernels;

/// <summary>
/// target[Σ iₖ·tₖ] = source[Σ iₖ·sₖ] for all indices 0 ≤ iₖ &lt; dₖ: the one loop nest behind slices, transposes, tiles,
/// reversals, splits and joins. Strides count elements; they may be negative, and a source stride 0 repeats.
/// </summary>
/// <remarks>
/// 1. Axes are added outermost first. One that continues its neighbour on both sides is merged with it, so that what is
///    contiguous becomes one long row.
/// 2. The two innermost axes choose the kernel: rows that are contiguous on both sides are copied as bytes; if one side is
///    contiguous along the last axis and the other along another, that pair is transposed in tiles; anything else goes
///    element by element.
/// 3. An odometer walks the other axes.
/// </remarks>
public unsafe struct StridedCopy
{
    public const int MaxRank = 17;

    /// <summary>Lines a power of two apart fall into one set of the first-level cache, which holds eight on most machines.</summary>
    private const int TileSide = 8;

    private int _rank;
    private bool _isEmpty;
    private fixed int _dims[MaxRank];
    private fixed int _target[MaxRank];
    private fixed int _source[MaxRank];

    /// <summary>Adds an axis inside the ones before. Fewer than <see cref="MaxRank"/> may be longer than 1.</summary>
    public void Add(int dim, int targetStride, int sourceStride)
    {
        _isEmpty |= dim == 0;
        if (dim == 1)
        {
            return;
        }

        int outer = _rank - 1;
        if (_rank > 0 && _target[outer] == dim * targetStride && _source[outer] == dim * sourceStride)
        {
            _dims[outer] *= dim;
        }
        else
        {
            outer = _rank++;
            _dims[outer] = dim;
        }

        _target[outer] = targetStride;
        _source[outer] = sourceStride;
    }

    /// <summary>The length of the outermost axis: the slices that <see cref="RunSlices"/> may take.</summary>
    public readonly int Slices => _rank == 0 ? 1 : _dims[0];

    public readonly long Elements
    {
        get
        {
            long elements = _isEmpty ? 0 : 1;
            for (int i = 0; i < _rank; i++)
            {
                elements *= _dims[i];
            }

            return elements;
        }
    }

    /// <summary>What <see cref="Run"/> does, for the slices from <paramref name="begin"/> to before <paramref name="end"/> alone.</summary>
    public void RunSlices(byte* target, byte* source, int size, int begin, int end)
    {
        if (_rank > 0)
        {
            target += (nint)begin * _target[0] * size;
            source += (nint)begin * _source[0] * size;
            _dims[0] = end - begin;
        }

        Run(target, source, size);
    }

    /// <summary>Moves elements of <paramref name="size"/> bytes, 1, 4 or 8. Target and source do not overlap.</summary>
    public void Run(byte* target, byte* source, int size)
    {
        if (size == sizeof(long))
        {
            SplitPairs();
            size = sizeof(int);
        }

        if (_isEmpty)
        {
            return;
        }

        if (_rank == 0)
        {
            Add(2, 1, 1);
            _dims[0] = 1;
        }

        int last = _rank - 1;
        bool isRow = _target[last] == 1 && _source[last] == 1;
        bool isPair = isRow ? last > 0 : MakePair();
        int outer = isPair ? last - 1 : last;

        int* index = stackalloc int[MaxRank];
        for (int i = 0; i < outer; i++)
        {
            index[i] = 0;
        }

        nint targetOffset = 0;
        nint sourceOffset = 0;
        while (true)
        {
            byte* to = target + (targetOffset * size);
            byte* from = source + (sourceOffset * size);
            if (isRow)
            {
                Rows(to, from, size, isPair ? last - 1 : -1);
            }
            else if (outer < last)
            {
                Transpose(to, from, size);
            }
            else if (size == 1)
            {
                Row(to, from, _dims[last], _target[last], _source[last]);
            }
            else
            {
                Row((int*)to, (int*)from, _dims[last], _target[last], _source[last]);
            }

            int axis = outer - 1;
            for (; axis >= 0; axis--)
            {
                targetOffset += _target[axis];
                sourceOffset += _source[axis];
                if (++index[axis] < _dims[axis])
                {
                    break;
                }

                index[axis] = 0;
                targetOffset -= (nint)_dims[axis] * _target[axis];
                sourceOffset -= (nint)_dims[axis] * _source[axis];
            }

            if (axis < 0)
            {
                return;
            }
        }
    }

    /// <summary>Makes an element of 8 bytes an innermost axis of two words.</summary>
    private void SplitPairs()
    {
        for (int i = 0; i < _rank; i++)
        {
            _target[i] *= 2;
            _source[i] *= 2;
        }

        Add(2, 1, 1);
    }

    /// <summary>
    /// Brings the axis along which the other side is contiguous next to the last one; false if there is none. Any order of
    /// the axes is right, it only matters for speed.
    /// </summary>
    private bool MakePair()
    {
        int last = _rank - 1;
        for (int i = 0; i < last; i++)
        {
            if ((_target[last] == 1 && _source[i] == 1) || (_source[last] == 1 && _target[i] == 1))
            {
                Swap(i, last - 1);
                if (_target[last] != 1)
                {
                    Swap(last - 1, last);
                }

                return true;
            }
        }

        return false;
    }

    private void Swap(int a, int b)
    {
        (int dim, int to, int from) = (_dims[a], _target[a], _source[a]);
        _dims[a] = _dims[b];
        _target[a] = _target[b];
        _source[a] = _source[b];
        _dims[b] = dim;
        _target[b] = to;
        _source[b] = from;
    }

    /// <summary>Contiguous rows along <paramref name="axis"/>, or one row if it is −1.</summary>
    private void Rows(byte* target, byte* source, int size, int axis)
    {
        int count = axis < 0 ? 1 : _dims[axis];
        nint bytes = (nint)_dims[axis + 1] * size;
        nint targetStep = axis < 0 ? 0 : (nint)_target[axis] * size;
        nint sourceStep = axis < 0 ? 0 : (nint)_source[axis] * size;
        Moves.CopyRows(target, targetStep, source, sourceStep, count, bytes);
    }

    private static void Row<T>(T* target, T* source, int count, int targetStride, int sourceStride)
        where T : unmanaged
    {
        nint to = 0;
        nint from = 0;
        for (int i = 0; i < count; i++)
        {
            target[to] = source[from];
            to += targetStride;
            from += sourceStride;
        }
    }

    /// <summary>The innermost pair in tiles, so that the lines of both sides are used whole.</summary>
    private void Transpose(byte* target, byte* source, int size)
    {
        int last = _rank - 1;
        int rows = _dims[last - 1];
        int columns = _dims[last];
        for (int row = 0; row < rows; row += TileSide)
        {
            int rowsLeft = rows - row < TileSide ? rows - row : TileSide;
            for (int column = 0; column < columns; column += TileSide)
            {
                int columnsLeft = columns - column < TileSide ? columns - column : TileSide;
                byte* to = target + ((((nint)row * _target[last - 1]) + column) * size);
                byte* from = source + ((((nint)column * _source[last]) + row) * size);
                if (size == 1)
                {
                    Tile(to, from, rowsLeft, columnsLeft, _target[last - 1], _source[last]);
                }
                else
                {
                    Tile((int*)to, (int*)from, rowsLeft, columnsLeft, _target[last - 1], _source[last]);
                }
            }
        }
    }

    private static void Tile<T>(T* target, T* source, int rows, int columns, int targetStride, int sourceStride)
        where T : unmanaged
    {
        for (int row = 0; row < rows; row++)
        {
            T* to = target + ((nint)row * targetStride);
            T* from = source + row;
            nint offset = 0;
            for (int column = 0; column < columns; column++)
            {
                to[column] = from[offset];
                offset += sourceStride;
            }
        }
    }
}
