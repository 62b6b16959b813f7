namespace Lanewise;

/// <summary>
/// The elements of one or more tensors, which share them by counting. They never change, so a backend that needs them and does
/// not have them gets a copy, which it keeps.
/// </summary>
internal sealed class TensorData
{
    private sealed record Place(Backend Backend, int Id, Place? Next);

    private Place? _places;
    private int _references = 1;

    private TensorData(DType type, int size, long bytes)
    {
        Type = type;
        Size = size;
        Bytes = bytes;
        MemoryCounts.AddData(bytes);
    }

    public DType Type { get; }

    /// <summary>How many elements.</summary>
    public int Size { get; }

    public long Bytes { get; }

    /// <summary>The elements if they are strings; those never lie in a backend.</summary>
    public byte[][]? Strings { get; private init; }

    public static TensorData OfStrings(byte[][] strings) =>
        new(DType.String, strings.Length, strings.Sum(static text => (long)text.Length)) { Strings = strings };

    /// <summary>What a backend has made; the caller holds its lock.</summary>
    public static TensorData Of(Backend backend, int id, DType type, int size) =>
        new(type, size, (long)size * type.Bytes()) { _places = new Place(backend, id, null) };

    /// <summary>Elements that the caller fills.</summary>
    public static TensorData Of(Backend backend, DType type, int size, ReadOnlySpan<byte> values)
    {
        int id = Write(backend, type, size, values);
        return Of(backend, id, type, size);
    }

    public static TensorData Zeros(Backend backend, DType type, int size)
    {
        lock (backend.Gate)
        {
            int id = Allocate(backend, type, size);
            backend.Data(id, size * type.Bytes()).Clear();
            return Of(backend, id, type, size);
        }
    }

    /// <summary>True if more than one tensor has these elements.</summary>
    public bool IsShared => Volatile.Read(ref _references) > 1;

    /// <summary>True if they lie in a backend.</summary>
    public bool IsOn(Backend backend)
    {
        Place? place = _places;
        while (place is not null && place.Backend != backend)
        {
            place = place.Next;
        }

        return place is not null;
    }

    /// <summary>The same elements once more, in a backend.</summary>
    public TensorData Copy(Backend backend)
    {
        byte[] bytes = new byte[Size * Type.Bytes()];
        Read(bytes);
        return Of(backend, Type, Size, bytes);
    }

    /// <summary>The id in a backend, where the data are copied to if need be.</summary>
    public int IdOn(Backend backend)
    {
        for (Place? place = _places; place is not null; place = place.Next)
        {
            if (place.Backend == backend)
            {
                return place.Id;
            }
        }

        return CopyTo(backend);
    }

    /// <summary>Copies the elements' bytes from <paramref name="start"/> on.</summary>
    public void Read(Span<byte> target, int start = 0)
    {
        Place place = _places ?? throw Gone();
        lock (place.Backend.Gate)
        {
            RequireAlive(place.Backend);
            place.Backend.Recording?.NoteRead(place.Backend, place.Id);
            place.Backend.Data(place.Id, Size * Type.Bytes()).Slice(start, target.Length).CopyTo(target);
        }
    }

    /// <summary>Counts another tensor; false if the last one was disposed meanwhile.</summary>
    public bool TryShare()
    {
        int seen = Volatile.Read(ref _references);
        while (seen > 0)
        {
            int before = Interlocked.CompareExchange(ref _references, seen + 1, seen);
            if (before == seen)
            {
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Frees the data with the last tensor.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
        {
            return;
        }

        MemoryCounts.RemoveData(Bytes);
        for (Place? place = Interlocked.Exchange(ref _places, null); place is not null; place = place.Next)
        {
            lock (place.Backend.Gate)
            {
                if (!place.Backend.IsDisposed)
                {
                    place.Backend.Release(place.Id);
                }
            }
        }
    }

    private int CopyTo(Backend backend)
    {
        byte[] bytes = new byte[Size * Type.Bytes()];
        Read(bytes);
        int id = Write(backend, Type, Size, bytes);
        while (true)
        {
            Place seen = Volatile.Read(ref _places) ?? throw Gone();
            if (Interlocked.CompareExchange(ref _places, new Place(backend, id, seen), seen) == seen)
            {
                return id;
            }
        }
    }

    private static int Write(Backend backend, DType type, int size, ReadOnlySpan<byte> values)
    {
        lock (backend.Gate)
        {
            int id = Allocate(backend, type, size);
            values.CopyTo(backend.Data(id, values.Length));
            return id;
        }
    }

    private static int Allocate(Backend backend, DType type, int size)
    {
        RequireAlive(backend);
        int id = backend.Allocate(type, size);
        return id != 0 ? id : throw new OutOfMemoryException(
            $"there is no memory for {size} elements of {type.Word()}: the largest free piece has {backend.Memory().LargestFree} bytes");
    }

    private static void RequireAlive(Backend backend)
    {
        if (backend.IsDisposed)
        {
            throw new ObjectDisposedException(nameof(Backend), "the backend that held the tensor was removed");
        }
    }

    private static ObjectDisposedException Gone() => new(nameof(Tensor), "the tensor was disposed of");
}
