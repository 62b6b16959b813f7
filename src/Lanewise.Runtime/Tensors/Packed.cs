namespace Lanewise.Runtime;

/// <summary>Head of a buffer that an op derived from a tensor's data, for instance a packed filter. The buffer follows 96 bytes on.</summary>
public unsafe struct Packed
{
    public const int HeaderBytes = 96;

    public Packed* Next;
    public PackedKey Key;

    /// <summary>The tensor while the call that made the buffer runs, then 0.</summary>
    public int PendingTensor;
    public Packed* NextPending;
    public int Bytes;
}

/// <summary>Tells a tensor's packed buffers apart: everything that their contents depend on, other than the data.</summary>
public unsafe struct PackedKey
{
    private const int MaxWords = 12;

    private fixed int _words[MaxWords];
    private int _count;

    public void Add(int word) => _words[_count++] = word;

    public readonly bool Is(in PackedKey other)
    {
        for (int i = 0; i < _count; i++)
        {
            if (_words[i] != other._words[i])
            {
                return false;
            }
        }

        return _count == other._count;
    }
}
