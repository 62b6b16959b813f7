using Lanewise.Kernels;

namespace Lanewise.Runtime.Ops;

/// <summary>How the elements of each ragged dimension are parted into rows.</summary>
internal unsafe struct Partitions
{
    private const int MaxCount = Shape.MaxRank;

    private TensorList _tensors;

    /// <summary>1 if the number of rows of the first dimension stands before the partitions.</summary>
    private int _first;

    /// <summary>Bit i: partition i is given by the row of each element.</summary>
    private int _byRowIds;

    /// <summary>The number of ragged dimensions.</summary>
    public int Count;

    /// <summary>The number of rows of the first dimension.</summary>
    public int FirstRows;

    public static Status Read(ref Call call, ref TensorList tensors, in Text types, int typesField, out Partitions partitions)
    {
        partitions = default;
        partitions._tensors = tensors;
        int index = 0;
        for (int start = 0; start < types.Length && !call.Failed; index++)
        {
            int end = start;
            while (end < types.Length && types[end] != ',')
            {
                end++;
            }

            partitions.ReadType(ref call, in types, start, end, index, typesField);
            start = end + 1;
        }

        if (!call.Failed && (index != tensors.Count || index == 0))
        {
            call.Fail(Status.Count, typesField, tensors.Count, index);
        }

        for (int i = 0; i < tensors.Count && !call.Failed; i++)
        {
            call.RequireType(in tensors[i], DType.Int32);
            call.RequireRank(in tensors[i], i < partitions._first ? 0 : 1, 1);
        }

        return call.Failed ? call.Status : partitions.ReadFirstRows(ref call, typesField);
    }

    private void ReadType(ref Call call, in Text types, int start, int end, int index, int field)
    {
        if (index == 0 && Is(in types, start, end, "FIRST_DIM_SIZE"u8))
        {
            _first = 1;
        }
        else if (Count == MaxCount)
        {
            call.Fail(Status.RankRange, field, 0, MaxCount, Count + 1);
        }
        else if (Is(in types, start, end, "VALUE_ROWIDS"u8))
        {
            _byRowIds |= 1 << Count++;
        }
        else if (Is(in types, start, end, "ROW_SPLITS"u8))
        {
            Count++;
        }
        else
        {
            call.Fail(Status.PartitionType, field, index);
        }
    }

    private static bool Is(in Text text, int start, int end, ReadOnlySpan<byte> word)
    {
        bool same = end - start == word.Length;
        for (int i = 0; i < word.Length && same; i++)
        {
            same = text[start + i] == word[i];
        }

        return same;
    }

    private Status ReadFirstRows(ref Call call, int field)
    {
        if (_tensors[0].Size == 0 || (_first == 0 && (_byRowIds & 1) != 0))
        {
            return call.Fail(Status.PartitionType, field, 0);
        }

        FirstRows = _first == 1 ? _tensors[0].Ints[0] : _tensors[0].Size - 1;
        return FirstRows >= 0 ? call.Status : call.Fail(Status.Range, _tensors[0].Argument, 0, int.MaxValue, FirstRows);
    }

    /// <summary>The length of the longest row of a dimension: for rows of elements, of the longest run.</summary>
    public readonly int Widest(int index)
    {
        ref Tensor tensor = ref _tensors[_first + index];
        if ((_byRowIds & (1 << index)) == 0)
        {
            return Splits.Widest(in tensor);
        }

        int widest = 0;
        int start = 0;
        for (int i = 1; i <= tensor.Size; i++)
        {
            if (i == tensor.Size || tensor.Ints[i] != tensor.Ints[start])
            {
                widest = i - start > widest ? i - start : widest;
                start = i;
            }
        }

        return widest;
    }

    /// <summary>
    /// From the places of a dimension's rows those of its elements: <paramref name="step"/> from one to the next, −1 for those
    /// beyond <paramref name="width"/> and in rows that have none. The count becomes that of the elements.
    /// </summary>
    public readonly int* Place(ref Call call, int index, int* rows, ref int count, int step, int width)
    {
        ref Tensor tensor = ref _tensors[_first + index];
        bool byRowIds = (_byRowIds & (1 << index)) != 0;
        if (!byRowIds)
        {
            Splits.Require(ref call, in tensor, int.MaxValue);
        }

        if (!call.Failed && !byRowIds && (tensor.Size - 1 > count || tensor.Ints[0] != 0))
        {
            call.Fail(Status.PartitionRows, tensor.Argument, count);
        }

        int elements = call.Failed || byRowIds ? tensor.Size : tensor.Ints[tensor.Size - 1];
        int* places = (int*)call.Scratch((long)elements * sizeof(int));
        if (call.Failed)
        {
            return null;
        }

        if (byRowIds)
        {
            int bad = Moves.FindOutOfRange(tensor.Ints, elements, count);
            if (bad >= 0)
            {
                call.Fail(Status.Index, tensor.Argument, tensor.Ints[bad], count - 1);
                return null;
            }
        }

        int row = 0;
        int column = 0;
        for (int i = 0; i < elements; i++)
        {
            if (byRowIds)
            {
                column = i > 0 && tensor.Ints[i] == row ? column + 1 : 0;
                row = tensor.Ints[i];
            }
            else
            {
                while (i >= tensor.Ints[row + 1])
                {
                    row++;
                }

                column = i - tensor.Ints[row];
            }

            places[i] = rows[row] < 0 || column >= width ? -1 : rows[row] + (column * step);
        }

        count = elements;
        return places;
    }
}
