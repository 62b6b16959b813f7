namespace Lanewise.Runtime;

/// <summary>Head of a buffer that an op derived from a tensor's data, for instance a packed filter. The buffer follows 32 bytes on.</summary>
public unsafe struct Packed
{
    public const int HeaderBytes = 32;

    public Packed* Next;
    public int Key;

    /// <summary>The tensor while the call that made the buffer runs, then 0.</summary>
    public int PendingTensor;
    public Packed* NextPending;
    public int Bytes;
}
