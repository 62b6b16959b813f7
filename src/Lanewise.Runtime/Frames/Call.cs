using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime;

/// <summary>
/// One request while it runs: the reader of its arguments, its outputs, its temporary memory and its failure. The
/// first failure counts; everything after it is skipped by <see cref="Failed"/> or does nothing.
/// </summary>
public unsafe partial struct Call
{
    private const int Details = 4;

    /// <summary>Head of a block of temporary memory, 16 bytes before it.</summary>
    private struct ScratchBlock
    {
        public ScratchBlock* Next;
    }

    private Context* _context;
    private int* _cursor;
    private int* _end;
    private int* _answer;
    private int _answerWords;
    private int _outputs;
    private ScratchBlock* _scratch;
    private Packed* _pending;
    private int _argument;

    // Asked once a call: a worker that arrives during a call may not find itself without scratch memory.
    private int _threads;
    private fixed int _details[Details];

    // While calls are recorded, the program, and how many operands it had before this call.
    private Program* _recording;
    private int _places;

    // While a program's node runs, or is looked at.
    private Program* _program;
    private int _node;
    private bool _isLookedAt;
    private CapturedRow* _captured;

    /// <summary>The first failure.</summary>
    public Status Status { get; private set; }

    public readonly bool Failed => Status != Status.Ok;

    /// <summary>Starts on the request in the frame area, and gives its kernel id.</summary>
    public int Begin(Context* context)
    {
        _context = context;
        _cursor = context->Frame;
        _end = _cursor + context->RequestWords;
        _answer = _end;
        _answerWords = 2;
        _argument = -1;
        _threads = context->Workers.Threads;
        _recording = context->Recording;
        _places = _recording == null ? 0 : _recording->Operands.Count;
        return *_cursor++;
    }

    /// <summary>Notes a failure at the field <paramref name="argument"/>, −1 for none, with the details of its message.</summary>
    public Status Fail(Status status, int argument = -1, int a = 0, int b = 0, int c = 0, int d = 0)
    {
        if (Status == Status.Ok)
        {
            Status = status;
            _argument = argument;
            _details[0] = a;
            _details[1] = b;
            _details[2] = c;
            _details[3] = d;
        }

        return Status;
    }

    /// <summary>Appends a new output with undefined contents.</summary>
    public Status Output(DType type, in Shape shape, out Tensor output)
    {
        output = default;
        output.Type = type;
        output.Shape = shape;
        output.Argument = -1;
        if (Failed)
        {
            return Status;
        }

        if (_program != null)
        {
            return PlannedOutput(ref output);
        }

        long elements = shape.LongSize;
        TensorTable.Entry* entry = _context->Tensors.Add(ref _context->Heap, type, elements);
        if (entry == null)
        {
            return FailMemory(elements * type.Bytes());
        }

        entry->IsFresh = true;
        output.Id = entry->Id;
        output.Data = entry->Data;
        if (Append(in output) != Status.Ok)
        {
            _context->Tensors.Remove(ref _context->Heap, entry);
        }

        return Status;
    }

    /// <summary>Appends an output that shares an input's data.</summary>
    public Status Alias(in Tensor input, in Shape shape)
    {
        Tensor output = input;
        output.Shape = shape;
        return _program != null ? PlannedAlias(in input, ref output) : Append(in output);
    }

    /// <summary>Temporary memory, aligned to 16, freed when the call ends; null (and a failure noted) if memory is short.</summary>
    /// <param name="bytes">Computed in 64 bits, because a product of sizes may not fit an address.</param>
    public byte* Scratch(long bytes)
    {
        ScratchBlock* block = (ScratchBlock*)Obtain(bytes, 16);
        if (block == null)
        {
            return null;
        }

        block->Next = _scratch;
        _scratch = block;
        return (byte*)block + 16;
    }

    /// <summary>
    /// A buffer that belongs to the tensor and is freed with it: what an op derives from its data, which never
    /// change while the id lives. The caller fills a new one before the call ends; if the call fails, it is freed.
    /// Otherwise the caller reads nothing of the data, which may be gone.
    /// Null (and a failure noted) if memory is short.
    /// </summary>
    /// <param name="bytes">Computed in 64 bits, as for <see cref="Scratch"/>.</param>
    public byte* Packed(int tensorId, in PackedKey key, long bytes, out bool isNew)
    {
        isNew = false;
        if (_program != null && _program->Sheds)
        {
            Shedding.Note(_program, _node, tensorId);
        }

        TensorTable.Entry* entry = _context->Tensors.Find(tensorId);
        for (Packed* known = entry->Packed; known != null; known = known->Next)
        {
            if (known->Key.Is(in key) && known->Bytes == bytes)
            {
                return (byte*)known + Runtime.Packed.HeaderBytes;
            }
        }

        if (entry->Data == null)
        {
            Fail(Status.Released);
            return null;
        }

        Packed* packed = (Packed*)Obtain(bytes, Runtime.Packed.HeaderBytes);
        if (packed == null)
        {
            return null;
        }

        isNew = true;
        _context->PackedBytes += (nint)bytes;
        packed->Next = entry->Packed;
        packed->Key = key;
        packed->Bytes = (int)bytes;
        packed->PendingTensor = tensorId;
        packed->NextPending = _pending;
        _pending = packed;
        entry->Packed = packed;
        return (byte*)packed + Runtime.Packed.HeaderBytes;
    }

    /// <summary>Frees what was temporary, undoes everything after a failure, and writes the answer.</summary>
    public Status End(Status status)
    {
        if (status != Status.Ok)
        {
            Fail(status);
        }

        FreeScratch();
        SettlePacked();
        SettleOutputs();
        int* frame = _context->Frame;
        if (_recording != null)
        {
            Record();
        }

        if (Failed)
        {
            WriteFailure();
        }
        else
        {
            frame[0] = (int)Status.Ok;
            frame[1] = _outputs;
            Buffer.MemoryCopy(_answer + 2, frame + 2, (_answerWords - 2) * sizeof(int), (_answerWords - 2) * sizeof(int));
        }

        return Status;
    }

    private readonly void WriteFailure()
    {
        int* frame = _context->Frame;
        frame[0] = (int)Status;
        frame[1] = _argument;
        frame[2] = Details;
        for (int i = 0; i < Details; i++)
        {
            frame[3 + i] = _details[i];
        }
    }

    private void FreeScratch()
    {
        while (_scratch != null)
        {
            ScratchBlock* next = _scratch->Next;
            _context->Heap.Free(_scratch);
            _scratch = next;
        }
    }

    private byte* Obtain(long bytes, int header)
    {
        byte* memory = (ulong)bytes > int.MaxValue ? null : _context->Heap.Allocate((nint)bytes + header);
        if (memory == null)
        {
            FailMemory(bytes);
        }

        return memory;
    }

    private Status FailMemory(long bytes) => Fail(Status.OutOfMemory, -1, (ulong)bytes > int.MaxValue ? int.MaxValue : (int)bytes, (int)_context->Heap.LargestFree());

    private Status Append(in Tensor output)
    {
        if (Failed)
        {
            return Status;
        }

        int rank = output.Rank;
        if (_answerWords + 3 + rank > Context.FrameWords)
        {
            return Fail(Status.OutOfFrame, -1, _outputs + 1);
        }

        int* words = _answer + _answerWords;
        words[0] = output.Id;
        words[1] = (int)output.Type;
        words[2] = rank;
        for (int i = 0; i < rank; i++)
        {
            words[3 + i] = output.Shape[i];
        }

        _answerWords += 3 + rank;
        _outputs++;
        return Status.Ok;
    }

    private void SettleOutputs()
    {
        int* words = _answer + 2;
        for (int i = 0; i < _outputs; i++)
        {
            TensorTable.Entry* entry = _context->Tensors.Find(words[0]);
            if (entry != null && entry->IsFresh)
            {
                entry->IsFresh = false;
                if (Failed)
                {
                    _context->Release(words[0]);
                }
            }

            words += 3 + words[2];
        }
    }

    private void SettlePacked()
    {
        while (_pending != null)
        {
            Packed* packed = _pending;
            _pending = packed->NextPending;
            if (!Failed)
            {
                continue;
            }

            TensorTable.Entry* entry = _context->Tensors.Find(packed->PendingTensor);
            Packed** link = &entry->Packed;
            while (*link != packed)
            {
                link = &(*link)->Next;
            }

            *link = packed->Next;
            _context->PackedBytes -= packed->Bytes;
            _context->Heap.Free(packed);
        }
    }
}
