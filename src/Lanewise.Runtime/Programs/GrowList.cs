namespace Lanewise.Runtime.Programs;

/// <summary>A list on the heap that doubles as it grows. If memory is short it says so and stays as it is; what is added then is lost.</summary>
public unsafe struct GrowList<T>
    where T : unmanaged
{
    private const int First = 16;

    private Heap* _heap;
    private int _capacity;

    /// <summary>They move when the list grows.</summary>
    public T* Items { get; private set; }

    public int Count { get; private set; }

    /// <summary>An addition was lost.</summary>
    public bool IsShort { get; private set; }

    public readonly ref T this[int index] => ref Items[index];

    /// <summary>An empty list with room for some items; <see cref="IsShort"/> if there was no memory even for them.</summary>
    public static GrowList<T> Create(Heap* heap)
    {
        GrowList<T> list = default;
        list._heap = heap;
        list._capacity = First;
        list.Items = (T*)heap->Allocate((nint)First * sizeof(T));
        list.IsShort = list.Items == null;
        return list;
    }

    /// <summary>Adds an item, and gives its index.</summary>
    public int Add(in T item)
    {
        if (Count == _capacity && !Grow())
        {
            return Count - 1;
        }

        Items[Count] = item;
        return Count++;
    }

    public void Truncate(int count) => Count = count;

    public void Free()
    {
        if (_heap != null)
        {
            _heap->Free(Items);
        }
    }

    private bool Grow()
    {
        T* items = _capacity > int.MaxValue / (2 * sizeof(T)) ? null : (T*)_heap->Allocate((nint)_capacity * 2 * sizeof(T));
        if (items == null)
        {
            IsShort = true;
            return false;
        }

        Buffer.MemoryCopy(Items, items, (nint)_capacity * sizeof(T), (nint)_capacity * sizeof(T));
        _heap->Free(Items);
        Items = items;
        _capacity *= 2;
        return true;
    }
}
