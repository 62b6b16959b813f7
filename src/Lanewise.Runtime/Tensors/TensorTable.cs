namespace Lanewise.Runtime;

/// <summary>
/// The live tensors by id. An id is a slot and the number of times the slot was used before, so that the id of a
/// released tensor is unknown and not another tensor's.
/// </summary>
public unsafe struct TensorTable
{
    private const int SlotBits = 21;
    private const int MaxSlots = 1 << SlotBits;
    private const int FirstSlots = 256;

    public struct Entry
    {
        /// <summary>The live tensor's id; in a free slot the next id it will have.</summary>
        public int Id;
        public bool IsLive;

        /// <summary>Made by the running call, which frees it if it fails.</summary>
        public bool IsFresh;
        public DType Type;
        public int Elements;
        public byte* Data;

        /// <summary>What ops have derived from the data, see <see cref="Call.Packed"/>.</summary>
        public Packed* Packed;
        public int NextFree;

        /// <summary>How many programs need the data.</summary>
        public int Holders;

        /// <summary>How many of them need no more of it than what was packed. If all do and the host has released the tensor, it has no data.</summary>
        public int PackedHolders;

        /// <summary>The host has released the tensor; it stays until no program needs it.</summary>
        public bool IsOrphan;

        /// <summary>While a program is recorded, the number of its value plus 1, or 0.</summary>
        public int Value;
    }

    private Entry* _entries;
    private int _slots;
    private int _firstFree;

    public int Live { get; private set; }

    public readonly nint Bytes => Heap.SizeOf(_entries);

    /// <summary>Null for an unknown id.</summary>
    public readonly Entry* Find(int id)
    {
        int slot = id & (MaxSlots - 1);
        if ((uint)slot >= (uint)_slots)
        {
            return null;
        }

        Entry* entry = _entries + slot;
        return entry->IsLive && entry->Id == id ? entry : null;
    }

    /// <summary>A new tensor with undefined contents; null if memory is short.</summary>
    public Entry* Add(ref Heap heap, DType type, long elements)
    {
        int bytes = type.Bytes();
        if (elements < 0 || elements > int.MaxValue / bytes || (Live == _slots && !Grow(ref heap)))
        {
            return null;
        }

        byte* data = heap.Allocate((nint)elements * bytes);
        if (data == null)
        {
            return null;
        }

        Entry* entry = _entries + _firstFree;
        _firstFree = entry->NextFree;
        Live++;
        entry->IsLive = true;
        entry->IsFresh = false;
        entry->Type = type;
        entry->Elements = (int)elements;
        entry->Data = data;
        entry->Packed = null;
        entry->Holders = 0;
        entry->PackedHolders = 0;
        entry->IsOrphan = false;
        entry->Value = 0;
        return entry;
    }

    /// <summary>Frees the tensor and what was packed from it.</summary>
    public void Remove(ref Heap heap, Entry* entry)
    {
        while (entry->Packed != null)
        {
            Packed* packed = entry->Packed;
            entry->Packed = packed->Next;
            heap.Free(packed);
        }

        heap.Free(entry->Data);
        entry->IsLive = false;
        entry->Id = (entry->Id + MaxSlots) & int.MaxValue;
        int slot = (int)(entry - _entries);
        if (entry->Id == 0)
        {
            entry->Id = MaxSlots; // 0 stands for an absent tensor
        }

        entry->NextFree = _firstFree;
        _firstFree = slot;
        Live--;
    }

    /// <summary>A recording has ended.</summary>
    public readonly void ForgetValues()
    {
        for (int i = 0; i < _slots; i++)
        {
            _entries[i].Value = 0;
        }
    }

    private bool Grow(ref Heap heap)
    {
        int slots = _slots == 0 ? FirstSlots : _slots * 2;
        if (slots > MaxSlots)
        {
            return false;
        }

        Entry* entries = (Entry*)heap.Allocate((nint)slots * sizeof(Entry));
        if (entries == null)
        {
            return false;
        }

        Buffer.MemoryCopy(_entries, entries, (nint)slots * sizeof(Entry), (nint)_slots * sizeof(Entry));
        for (int i = _slots; i < slots; i++)
        {
            entries[i].Id = i == 0 ? MaxSlots : i;
            entries[i].IsLive = false;
            entries[i].NextFree = i + 1;
        }

        heap.Free(_entries);
        _entries = entries;
        _firstFree = _slots;
        _slots = slots;
        return true;
    }
}
