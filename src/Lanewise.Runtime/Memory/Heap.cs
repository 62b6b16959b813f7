using System.Numerics;
using System.Runtime.InteropServices;

namespace Lanewise.Runtime;

/// <summary>
/// A two-level segregated-fit allocator (Masmano et al., "TLSF", ECRTS 2004) with boundary tags: allocation and
/// release take a bounded number of steps, and neighbours that are free are one block, unless it would be too large.
/// </summary>
/// <remarks>
/// Size classes: eight of 16 bytes each below 128 bytes, then eight to each power of two. A segment ends with a
/// block of size 0 that counts as used, so that no neighbour is ever looked for outside.
/// </remarks>
public unsafe struct Heap
{
    private const int Rows = 26;
    private const int Columns = 8;
    private const int Header = 16;
    private const nint SmallestBlock = 32;
    private const nint SmallestSegment = 1 << 20;

    /// <summary>Larger requests would overflow 32-bit sizes once rounded up.</summary>
    private const nint LargestBlock = 0x7FFF0000;

    /// <summary>The payload begins 16 bytes after the block, so the links lie in it where pointers have 8 bytes.</summary>
    private struct Block
    {
        /// <summary>Bytes with the header; bit 0 is set in a used block.</summary>
        public nint Size;

        /// <summary>The neighbour below, null in a segment's first block.</summary>
        public Block* Below;
        public Block* Next;
        public Block* Previous;
    }

    /// <summary>Takes a header's room at the start of its memory.</summary>
    private struct Segment
    {
        public Segment* Next;
        public byte* End;
    }

    private Block** _lists;
    private byte* _columns;
    private uint _rows;
    private Segment* _segments;

    /// <summary>Bytes in used blocks, headers included.</summary>
    public nint Used { get; private set; }

    /// <summary>Bytes obtained from the host.</summary>
    public nint Total { get; private set; }

    /// <summary>What <see cref="Create"/> must find free behind the heap struct.</summary>
    private static nint TableBytes => (Rows * Columns * sizeof(Block*)) + 32;

    /// <summary>Obtains the first segment, with <paramref name="reserved"/> zeroed bytes at its start that are not the heap's.</summary>
    public static byte* Create(nint reserved, out Heap heap)
    {
        heap = default;
        reserved = RoundUp(reserved);
        nint tables = RoundUp(TableBytes);
        byte* start = HostMemory.First(reserved + tables + SmallestSegment, out nint obtained);
        if (start == null)
        {
            return null;
        }

        NativeMemory.Clear(start, (nuint)(reserved + tables));
        heap._lists = (Block**)(start + reserved);
        heap._columns = start + reserved + (Rows * Columns * sizeof(Block*));
        heap.Total = reserved + tables;
        heap.Used = reserved + tables;
        heap.AddSegment(start + reserved + tables, obtained - reserved - tables);
        return start;
    }

    /// <summary>Gives all segments back to the host. The first begins <paramref name="first"/>, and holds this heap.</summary>
    public void Destroy(void* first)
    {
        Segment* segment = _segments;
        while (segment != null)
        {
            Segment* next = segment->Next;
            HostMemory.Return(next == null ? first : segment);
            segment = next;
        }
    }

    /// <summary>At least <paramref name="bytes"/> bytes, aligned to 16, contents undefined; null if memory is short.</summary>
    public byte* Allocate(nint bytes)
    {
        if ((nuint)bytes > (nuint)LargestBlock)
        {
            return null;
        }

        nint size = RoundUp(bytes) + Header;
        size = size < SmallestBlock ? SmallestBlock : size;
        Block* block = Find(size);
        if (block == null)
        {
            if (!Extend(size))
            {
                return null;
            }

            block = Find(size);
        }

        Unlink(block);
        nint rest = block->Size - size;
        if (rest >= SmallestBlock)
        {
            block->Size = size;
            Block* second = (Block*)((byte*)block + size);
            second->Size = rest;
            second->Below = block;
            Above(second)->Below = second;
            Link(second);
        }

        Used += block->Size;
        block->Size |= 1;
        return (byte*)block + Header;
    }

    /// <summary>Null is allowed.</summary>
    public void Free(void* address)
    {
        if (address == null)
        {
            return;
        }

        Block* block = (Block*)((byte*)address - Header);
        block->Size &= ~1;
        Used -= block->Size;
        Release(block);
    }

    /// <summary>What an allocation counts for in <see cref="Used"/>; 0 for null.</summary>
    public static nint SizeOf(void* address) => address == null ? 0 : ((Block*)((byte*)address - Header))->Size & ~1;

    /// <summary>Bytes that the largest free block could hold.</summary>
    public readonly nint LargestFree()
    {
        if (_rows == 0)
        {
            return 0;
        }

        int row = BitOperations.Log2(_rows);
        nint largest = Header;
        for (Block* block = _lists[(row * Columns) + BitOperations.Log2(_columns[row])]; block != null; block = block->Next)
        {
            largest = block->Size > largest ? block->Size : largest;
        }

        return largest - Header;
    }

    /// <summary>Walks all boundary tags; false if one was overwritten. For tests.</summary>
    public readonly bool Check()
    {
        nint used = 0;
        nint free = 0;
        for (Segment* segment = _segments; segment != null; segment = segment->Next)
        {
            Block* below = null;
            Block* block = (Block*)((byte*)segment + Header);
            while (block->Size != 1)
            {
                nint size = block->Size & ~1;
                bool merged = below == null || ((block->Size | below->Size) & 1) != 0 || !CanMerge(below, block);
                if (block->Below != below || !merged || size < SmallestBlock || (size & 15) != 0 || (byte*)block + size >= segment->End)
                {
                    return false;
                }

                used += (block->Size & 1) != 0 ? size : 0;
                free += (block->Size & 1) != 0 ? 0 : size;
                below = block;
                block = (Block*)((byte*)block + size);
            }

            if (block->Below != below || (byte*)block + Header != segment->End)
            {
                return false;
            }
        }

        return used <= Used && free <= Total - Used;
    }

    private static nint RoundUp(nint bytes) => (bytes + 15) & ~15;

    private static Block* Above(Block* block) => (Block*)((byte*)block + (block->Size & ~1));

    private static int Class(nint size)
    {
        if (size < 128)
        {
            return (int)(size >> 4);
        }

        int log = BitOperations.Log2((uint)size);
        return ((log - 6) * Columns) + ((int)(size >> (log - 3)) & 7);
    }

    /// <summary>
    /// A block of the size's own class may be too small: its list is searched for the first that fits. Any block of
    /// a higher class fits.
    /// </summary>
    private readonly Block* Find(nint size)
    {
        int index = Class(size);
        for (Block* block = _lists[index]; block != null; block = block->Next)
        {
            if (block->Size >= size)
            {
                return block;
            }
        }

        index++;
        int row = index / Columns;
        if (row >= Rows)
        {
            return null;
        }

        uint columns = _columns[row] & (~0u << (index % Columns));
        if (columns == 0)
        {
            uint rows = row == 31 ? 0 : _rows & (~0u << (row + 1));
            if (rows == 0)
            {
                return null;
            }

            row = BitOperations.TrailingZeroCount(rows);
            columns = _columns[row];
        }

        return _lists[(row * Columns) + BitOperations.TrailingZeroCount(columns)];
    }

    private void Link(Block* block)
    {
        int index = Class(block->Size);
        Block* head = _lists[index];
        block->Previous = null;
        block->Next = head;
        if (head != null)
        {
            head->Previous = block;
        }

        _lists[index] = block;
        _columns[index / Columns] |= (byte)(1 << (index % Columns));
        _rows |= 1u << (index / Columns);
    }

    private void Unlink(Block* block)
    {
        if (block->Next != null)
        {
            block->Next->Previous = block->Previous;
        }

        if (block->Previous != null)
        {
            block->Previous->Next = block->Next;
            return;
        }

        int index = Class(block->Size);
        int row = index / Columns;
        _lists[index] = block->Next;
        if (block->Next == null)
        {
            _columns[row] &= (byte)~(1 << (index % Columns));
            if (_columns[row] == 0)
            {
                _rows &= ~(1u << row);
            }
        }
    }

    /// <summary>Makes a free block part of the heap, together with its free neighbours.</summary>
    private void Release(Block* block)
    {
        Block* above = Above(block);
        if ((above->Size & 1) == 0 && CanMerge(block, above))
        {
            Unlink(above);
            block->Size += above->Size;
        }

        Block* below = block->Below;
        if (below != null && (below->Size & 1) == 0 && CanMerge(below, block))
        {
            Unlink(below);
            below->Size += block->Size;
            block = below;
        }

        Above(block)->Below = block;
        Link(block);
    }

    /// <summary>Two free neighbours can be one block: its size must fit 32 bits with a sign.</summary>
    private static bool CanMerge(Block* a, Block* b) => a->Size <= LargestBlock - b->Size;

    /// <summary>Asks for a little more than is needed, then for just that much.</summary>
    private bool Extend(nint size)
    {
        size += 3 * Header;
        nint generous = size < SmallestSegment ? SmallestSegment : size;
        byte* start = HostMemory.Extend(generous, out nint obtained);
        if (start == null && generous > size)
        {
            start = HostMemory.Extend(size, out obtained);
        }

        if (start == null)
        {
            return false;
        }

        if (start == _segments->End)
        {
            Total += obtained;
            _segments->End += obtained;
            Block* block = (Block*)(start - Header);
            block->Size = obtained;
            Seal(block);
            Release(block);
        }
        else
        {
            AddSegment(start, obtained);
        }

        return true;
    }

    private void AddSegment(byte* start, nint bytes)
    {
        bytes &= ~15;
        Total += bytes;
        Segment* segment = (Segment*)start;
        segment->Next = _segments;
        segment->End = start + bytes;
        _segments = segment;
        Block* block = (Block*)((byte*)segment + Header);
        block->Size = bytes - (2 * Header);
        block->Below = null;
        Seal(block);
        Link(block);
    }

    /// <summary>Writes the used block of size 0 that ends a segment.</summary>
    private static void Seal(Block* last)
    {
        Block* end = Above(last);
        end->Size = 1;
        end->Below = last;
    }
}
