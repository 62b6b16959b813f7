using Lanewise.Dialect;

namespace Lanewise.Runtime;

public unsafe partial struct Call
{
    // What a chunk should cost, in float operations, so that handing it over does not show: some microseconds.
    private const long ChunkCost = 256 * 1024;

    // So many chunks a thread, because threads do not begin at the same time, and chunks do not take the same.
    private const int ChunksPerThread = 4;

    /// <summary>How many threads may run a parallel body, for scratch memory of their own.</summary>
    public readonly int Threads => Target.HasThreads && _threads > 1 ? _context->Workers.Capacity : 1;

    /// <summary>
    /// Runs a body over items that do not depend on each other, on several threads if that is worth it. The body gets the
    /// state, the first item, the end, and the number of its thread, below <see cref="Threads"/>; it must not allocate or
    /// fail.
    /// </summary>
    /// <param name="cost">What an item costs, in float operations.</param>
    public readonly void Parallel(int items, long cost, delegate*<void*, int, int, int, void> body, void* state)
    {
        if (Target.HasThreads)
        {
            if (_threads > 1)
            {
                long total = items * cost;
                long chunks = total / ChunkCost;
                chunks = chunks < _threads * ChunksPerThread ? chunks : _threads * ChunksPerThread;
                chunks = chunks < items ? chunks : items;
                if (chunks > 1 && _context->Workers.IsWorthwhile(total))
                {
                    _context->Workers.Run(items, (int)chunks, total / chunks, body, state);
                    return;
                }
            }
        }

        body(state, 0, items, 0);
    }
}
