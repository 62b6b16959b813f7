using Lanewise.Runtime.Programs;

namespace Lanewise.Runtime;

/// <summary>All mutable state. It lies at the start of the heap that it describes.</summary>
public unsafe struct Context
{
    /// <summary>Words of the frame area that every host may rely on.</summary>
    public const int FrameWords = 16384;

    public Heap Heap;
    public TensorTable Tensors;
    public WorkerPool Workers;

    /// <summary>The host's area of <see cref="RequestWords"/>, then <see cref="FrameWords"/> where an answer is put together.</summary>
    public int* Frame;
    public int RequestWords;

    public readonly nint FrameBytes => Heap.SizeOf(Frame);

    /// <summary>Bytes in buffers packed from tensors.</summary>
    public nint PackedBytes;

    /// <summary>The program that calls are written down in, or null.</summary>
    public Program* Recording;

    /// <summary>All programs that can be replayed, the youngest first.</summary>
    public Program* Programs;

    /// <summary>The number of the youngest program.</summary>
    public int LastProgram;

    /// <summary>Null if memory is short.</summary>
    public static Context* Create()
    {
        Context* context = (Context*)Heap.Create(sizeof(Context), out Heap heap);
        if (context == null)
        {
            return null;
        }

        context->Heap = heap;
        return context->Reserve(FrameWords) == null ? null : context;
    }

    /// <summary>The frame area with room for at least <paramref name="words"/>; null if memory is short.</summary>
    public int* Reserve(int words)
    {
        if (Frame != null && words <= RequestWords)
        {
            return Frame;
        }

        words = words < FrameWords ? FrameWords : words;
        int* frame = (int*)Heap.Allocate(((nint)words + FrameWords) * sizeof(int));
        if (frame == null)
        {
            return null;
        }

        Heap.Free(Frame);
        RequestWords = words;
        Frame = frame;
        return frame;
    }

    /// <summary>Gives a finished program its number.</summary>
    public void Publish(Program* program)
    {
        program->Id = ++LastProgram;
        program->Next = Programs;
        Programs = program;
    }

    /// <summary>Null for an unknown number.</summary>
    public readonly Program* FindProgram(int id)
    {
        Program* program = Programs;
        while (program != null && program->Id != id)
        {
            program = program->Next;
        }

        return program;
    }

    public void Drop(int id)
    {
        fixed (Program** first = &Programs)
        {
            Program** link = first;
            while (*link != null && (*link)->Id != id)
            {
                link = &(*link)->Next;
            }

            Program* program = *link;
            if (program != null)
            {
                *link = program->Next;
                program->Destroy();
            }
        }
    }

    /// <summary>The host no longer needs a tensor. What programs hold stays until they go.</summary>
    public void Release(int id)
    {
        TensorTable.Entry* entry = Tensors.Find(id);
        if (entry == null)
        {
            return;
        }

        if (entry->Holders > 0)
        {
            entry->IsOrphan = true;
            return;
        }

        Remove(entry);
    }

    /// <summary>A program no longer needs a tensor.</summary>
    public void Unhold(int id)
    {
        TensorTable.Entry* entry = Tensors.Find(id);
        entry->Holders--;
        if (entry->Holders == 0 && entry->IsOrphan)
        {
            Remove(entry);
        }
    }

    private void Remove(TensorTable.Entry* entry)
    {
        for (Packed* packed = entry->Packed; packed != null; packed = packed->Next)
        {
            PackedBytes -= packed->Bytes;
        }

        Tensors.Remove(ref Heap, entry);
    }
}
