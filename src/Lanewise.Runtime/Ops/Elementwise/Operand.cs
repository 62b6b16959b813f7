using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>
/// One operand of an element-wise op, given out as stretches of consecutive 32-bit lanes: in place where its data
/// lie so, else laid out in a tile.
/// </summary>
internal unsafe struct Operand
{
    /// <summary>Lanes of a tile.</summary>
    public const int Tile = 1024;

    private byte* _data;
    private DType _type;
    private DType _lanes;
    private int _rank;
    private int* _dims;
    private int* _strides;
    private float* _tile;

    /// <summary>The data are in the order of the result.</summary>
    private bool _isDense;

    /// <summary>Offset and length of what the tile holds, if a stretch from the same offset has the same contents; else length 0.</summary>
    private int _heldOffset;
    private int _heldLength;
    private bool _repeats;

    /// <summary>After so many elements of the result the operand starts again.</summary>
    public int Period { get; private set; }

    /// <summary>Stretches within the innermost loop need no tile.</summary>
    public readonly bool IsInPlace => _type == _lanes && _strides[0] == 1;

    public readonly bool IsWhollyInPlace => _type == _lanes && _isDense;

    /// <summary>Needs no tile, or one that serves for all stretches.</summary>
    public readonly bool IsShort => IsWhollyInPlace || Period <= Tile / 2;

    public static Operand Of(in Tensor tensor, DType lanes, int rank, int* dims, int* strides)
    {
        Operand operand = default;
        operand._data = tensor.Data;
        operand._type = tensor.Type;
        operand._lanes = lanes;
        operand._rank = rank;
        operand._dims = dims;
        operand._strides = strides;
        operand._isDense = rank == 1 && strides[0] == 1;
        operand.Period = 1;
        int block = 1;
        int expected = 1;
        bool dense = true;
        for (int i = 0; i < rank; i++)
        {
            block *= dims[i];
            operand.Period = strides[i] != 0 ? block : operand.Period;
            dense = dense && strides[i] == expected;
            expected *= dims[i];
        }

        operand._isDense = dense;
        return operand;
    }

    /// <summary>
    /// Gives the operand room for a tile, and tells how stretches will be asked for: each from a multiple of this length, or
    /// each within the innermost loop.
    /// </summary>
    public void Begin(float* tile, int chunk, bool withinInner)
    {
        _tile = tile;
        _heldLength = 0;
        _repeats = withinInner ? _strides[0] == 0 : chunk % Period == 0;
    }

    /// <summary>Elements [<paramref name="start"/>, start + n) of the broadcast operand, n at most a tile unless it is in place.</summary>
    public float* Take<V>(int start, int n, bool withinInner)
        where V : unmanaged, IVector<V>
    {
        if (_isDense)
        {
            return _type == _lanes ? (float*)_data + start : Widen<V>(start, n);
        }

        if (_repeats && !withinInner && n <= _heldLength)
        {
            return _tile;
        }

        int* index = stackalloc int[Shape.MaxRank];
        int offset = Locate(start, index);
        if (withinInner && _strides[0] == 1)
        {
            return _type == _lanes ? (float*)_data + offset : Widen<V>(offset, n);
        }

        if (!_repeats || offset != _heldOffset || n > _heldLength)
        {
            Gather(index, offset, n);
            Convert<V>(n);
            _heldOffset = offset;
            _heldLength = n;
        }

        return _tile;
    }

    private readonly int Locate(int start, int* index)
    {
        int offset = 0;
        for (int i = 0; i < _rank; i++)
        {
            int next = start / _dims[i];
            index[i] = start - next * _dims[i];
            offset += index[i] * _strides[i];
            start = next;
        }

        return offset;
    }

    private readonly float* Widen<V>(int offset, int n)
        where V : unmanaged, IVector<V>
    {
        if (_type == DType.Bool)
        {
            LaneConversion.BytesToInts<V>(_data + offset, (int*)_tile, n);
        }
        else
        {
            Buffer.MemoryCopy((int*)_data + offset, _tile, (nint)n * sizeof(int), (nint)n * sizeof(int));
        }

        Convert<V>(n);
        return _tile;
    }

    /// <summary>Turns int32 lanes in the tile into the lanes that the row wants.</summary>
    private readonly void Convert<V>(int n)
        where V : unmanaged, IVector<V>
    {
        if (_lanes == DType.Float32 && _type != DType.Float32)
        {
            LaneConversion.IntsToFloats<V>((int*)_tile, _tile, n);
        }
    }

    private readonly void Gather(int* index, int offset, int n)
    {
        int* target = (int*)_tile;
        int filled = 0;
        while (true)
        {
            int run = _dims[0] - index[0];
            run = run < n - filled ? run : n - filled;
            GatherRun(offset, target + filled, run);
            filled += run;
            if (filled == n)
            {
                return;
            }

            offset -= index[0] * _strides[0];
            index[0] = 0;
            int axis = 1;
            while (++index[axis] == _dims[axis])
            {
                offset -= (_dims[axis] - 1) * _strides[axis];
                index[axis] = 0;
                axis++;
            }

            offset += _strides[axis];
        }
    }

    private readonly void GatherRun(int offset, int* target, int n)
    {
        int stride = _strides[0];
        if (_type == DType.Bool)
        {
            byte* source = _data + offset;
            for (int i = 0; i < n; i++)
            {
                target[i] = source[i * stride];
            }
        }
        else
        {
            int* source = (int*)_data + offset;
            if (stride == 0)
            {
                Moves.Fill(target, *source, n);
                return;
            }

            if (stride == 1)
            {
                Moves.Copy((byte*)target, (byte*)source, (nint)n * sizeof(int));
                return;
            }

            for (int i = 0; i < n; i++)
            {
                target[i] = source[i * stride];
            }
        }
    }
}
