using System.Runtime.InteropServices;
using Lanewise.Runtime;
using Xunit;

namespace Lanewise.Tests;

public sealed unsafe class HeapTests
{
    [Fact]
    public void RandomUseKeepsContentsAndRecords()
    {
        using Owner owner = new();
        ref Heap heap = ref owner.Heap;
        nint atFirst = heap.Used;
        Random random = new(1);
        List<(nint Address, int Bytes, byte Mark)> live = [];
        for (int step = 0; step < 20000; step++)
        {
            if (live.Count == 0 || random.Next(100) < 52)
            {
                int bytes = random.Next(10) switch { 0 => random.Next(100_000), < 4 => random.Next(4000), _ => random.Next(200) };
                byte* address = heap.Allocate(bytes);
                Assert.True(address != null && (nint)address % 16 == 0);
                byte mark = (byte)random.Next(256);
                new Span<byte>(address, bytes).Fill(mark);
                live.Add(((nint)address, bytes, mark));
            }
            else
            {
                int at = random.Next(live.Count);
                (nint address, int bytes, byte mark) = live[at];
                Assert.Equal(-1, new Span<byte>((void*)address, bytes).IndexOfAnyExcept(mark));
                heap.Free((void*)address);
                live.RemoveAt(at);
            }

            if (step % 500 == 0)
            {
                Assert.True(heap.Check());
            }
        }

        foreach ((nint address, _, _) in live)
        {
            heap.Free((void*)address);
        }

        Assert.True(heap.Check());
        Assert.Equal(atFirst, heap.Used);
    }

    [Fact]
    public void NeighboursThatAreFreeBecomeOneBlock()
    {
        using Owner owner = new();
        ref Heap heap = ref owner.Heap;
        nint largest = heap.LargestFree();
        byte*[] blocks = [heap.Allocate(1000), heap.Allocate(2000), heap.Allocate(3000), heap.Allocate(4000)];
        Assert.True(heap.LargestFree() < largest);
        foreach (int i in new[] { 1, 3, 0, 2 })
        {
            heap.Free(blocks[i]);
            Assert.True(heap.Check());
        }

        Assert.Equal(largest, heap.LargestFree());
    }

    [Fact]
    public void SameRequestsAgainNeedNoGrowth()
    {
        using Owner owner = new();
        ref Heap heap = ref owner.Heap;
        int[] sizes = [5_000_000, 123_457, 17, 3_999_999, 70_000];
        nint total = 0;
        for (int round = 0; round < 50; round++)
        {
            byte*[] blocks = new byte*[sizes.Length];
            for (int i = 0; i < sizes.Length; i++)
            {
                blocks[i] = heap.Allocate(sizes[i]);
            }

            foreach (byte* block in blocks)
            {
                heap.Free(block);
            }

            total = round == 0 ? heap.Total : total;
        }

        Assert.Equal(total, heap.Total);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void AnImpossibleRequestIsNull(int bytes)
    {
        using Owner owner = new();
        Assert.True(owner.Heap.Allocate(bytes) == null);
        Assert.True(owner.Heap.Check());
    }

    [Fact]
    public void NothingIsAllowed()
    {
        using Owner owner = new();
        byte* a = owner.Heap.Allocate(0);
        byte* b = owner.Heap.Allocate(0);
        Assert.True(a != null && b != null && a != b);
        owner.Heap.Free(a);
        owner.Heap.Free(b);
        owner.Heap.Free(null);
        Assert.True(owner.Heap.Check());
    }

    private sealed class Owner : IDisposable
    {
        private readonly byte* _start;
        private readonly Heap* _heap = (Heap*)NativeMemory.Alloc((nuint)sizeof(Heap));

        public Owner()
        {
            _start = Runtime.Heap.Create(0, out *_heap);
        }

        public ref Heap Heap => ref *_heap;

        public void Dispose()
        {
            _heap->Destroy(_start);
            NativeMemory.Free(_heap);
        }
    }
}
