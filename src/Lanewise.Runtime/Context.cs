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

    public void Release(int id)
    {
        TensorTable.Entry* entry = Tensors.Find(id);
        if (entry == null)
        {
            return;
        }

        for (Packed* packed = entry->Packed; packed != null; packed = packed->Next)
        {
            PackedBytes -= packed->Bytes;
        }

        Tensors.Remove(ref Heap, entry);
    }
}
