namespace Lanewise.Runtime;

/// <summary>
/// The reader of a request's words. The generated decoders call one method a field, in the order of the fields; after
/// a failure the rest reads as zeros.
/// </summary>
public unsafe partial struct Call
{
    public static double ToDouble(int low, int high) => BitConverter.Int64BitsToDouble(((long)high << 32) | (uint)low);

    public int ReadInt()
    {
        if (Failed || _cursor >= _end)
        {
            Malformed();
            return 0;
        }

        return *_cursor++;
    }

    public bool ReadBool() => ReadInt() != 0;

    public double ReadDouble()
    {
        int low = ReadInt();
        return ToDouble(low, ReadInt());
    }

    /// <summary>The ordinal of an enum that has <paramref name="count"/> members.</summary>
    public int ReadEnum(int argument, int count)
    {
        int ordinal = ReadInt();
        if ((uint)ordinal >= (uint)count)
        {
            Fail(Status.Value, argument, ordinal);
            return 0;
        }

        return ordinal;
    }

    /// <summary>The ordinal of a word, or −1 where explicit numbers follow.</summary>
    public int ReadChoice(int argument, int count)
    {
        int ordinal = ReadInt();
        if (ordinal < -1 || ordinal >= count)
        {
            Fail(Status.Value, argument, ordinal);
            return 0;
        }

        return ordinal;
    }

    public IntList ReadInts()
    {
        int* values = ReadBlock(1, out int count);
        return new IntList(values, count);
    }

    public IntOrInts ReadIntOrInts()
    {
        bool isSingle = ReadBool();
        IntList ints = ReadInts();
        if (isSingle && ints.Count != 1)
        {
            Malformed();
        }

        return new IntOrInts(isSingle, ints);
    }

    public DoubleList ReadDoubles()
    {
        int* words = ReadBlock(2, out int count);
        return new DoubleList(words, count);
    }

    public void ReadTensor(int argument, bool optional, ref Tensor tensor)
    {
        tensor.Argument = argument;
        int id = ReadInt();
        if (id == 0)
        {
            tensor.Id = 0;
            tensor.Data = null;
            tensor.Shape.Rank = 0;
            if (!optional)
            {
                Fail(Status.Missing, argument);
            }

            return;
        }

        if (_recording != null)
        {
            _recording->Operands.Add((int)(_cursor - _context->Frame) - 2);
        }

        int rank = ReadInt();
        int elements = 0;
        if (Failed || !(_program != null ? FindValue(id, ref tensor, out elements) : FindTensor(id, ref tensor, out elements)))
        {
            Fail(Status.UnknownTensor, argument, id);
            return;
        }

        if ((uint)rank > Shape.MaxRank)
        {
            Fail(Status.RankRange, argument, 0, Shape.MaxRank, rank);
            return;
        }

        tensor.Shape.Rank = rank;
        for (int i = 0; i < rank; i++)
        {
            int dim = ReadInt();
            tensor.Shape.Set(i, dim);
            if (dim < 0)
            {
                Malformed();
            }
        }

        long size = tensor.Shape.LongSize;
        if (size != elements)
        {
            Fail(Status.Elements, argument, elements, size > int.MaxValue ? int.MaxValue : (int)size);
        }
    }

    private readonly bool FindTensor(int id, ref Tensor tensor, out int elements)
    {
        TensorTable.Entry* entry = _context->Tensors.Find(id);
        elements = 0;
        if (entry == null || entry->Data == null)
        {
            return false;
        }

        tensor.Id = id;
        tensor.Type = entry->Type;
        tensor.Data = entry->Data;
        elements = entry->Elements;
        return true;
    }

    public TensorList ReadTensors(int argument)
    {
        int count = ReadInt();
        if (Failed || (uint)count > (uint)(_end - _cursor))
        {
            Malformed();
            return default;
        }

        Tensor* items = (Tensor*)Scratch((long)count * sizeof(Tensor));
        if (items == null)
        {
            return default;
        }

        for (int i = 0; i < count; i++)
        {
            ReadTensor(argument, false, ref items[i]);
        }

        return new TensorList(items, count);
    }

    private int* ReadBlock(int wordsEach, out int count)
    {
        count = ReadInt();
        int* words = _cursor;
        if (count < 0)
        {
            count = -1;
            return null;
        }

        if (Failed || count > (_end - _cursor) / wordsEach)
        {
            Malformed();
            count = 0;
            return null;
        }

        _cursor += count * wordsEach;
        return words;
    }

    private void Malformed() => Fail(Status.Malformed, -1, (int)(_cursor - _context->Frame));
}
