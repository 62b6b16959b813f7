using Lanewise.Dialect;

namespace Lanewise.Runtime;

/// <summary>
/// The threads that share a job with the one that calls ops. A job is cut into chunks, which are claimed one by one, so
/// that a thread that wakes late, or not at all, holds nobody up: what it does not claim the others do.
/// </summary>
/// <remarks>
/// The ticket tells how many chunks of which job are still to be claimed. A claim lowers it; if that succeeds, the job's
/// fields are those of the ticket, because they change only when all chunks are done and none is left to claim.
/// </remarks>
public unsafe struct WorkerPool
{
    // How often a worker looks for a new job before it sleeps: a millisecond or two, longer than the pauses within a model.
    private const int Spins = 400_000;

    // The caller has waited too long for the last chunks if it looked so often, and more often the more a chunk costs: a
    // worker that had begun one was put aside by the system, which has other things to run.
    private const int StallSpins = 3_000_000;
    private const int CostPerSpin = 8;

    // After a stall so many jobs are not shared, twice as many after the next one, and so on; after so many without, half as many.
    private const int FirstPause = 8;
    private const int MostStalls = 5;
    private const int CalmJobs = 32;

    private long _ticket;
    private int _jobs;
    private int _done;
    private int _sleeping;
    private int _attached;
    private int _stopping;
    private int _chunks;
    private int _items;
    private delegate*<void*, int, int, int, void> _body;
    private void* _state;
    private int _stalls;
    private int _calm;
    private int _paused;

    /// <summary>Threads that may work now, the calling one among them.</summary>
    public int Threads => Target.HasThreads ? 1 + Volatile.Read(ref _attached) : 1;

    /// <summary>The most that there can be: the host's workers have the numbers below it.</summary>
    public int Capacity;

    /// <summary>False while sharing has shown to be slower than not.</summary>
    public bool IsWorthwhile()
    {
        if (_paused == 0)
        {
            return true;
        }

        _paused--;
        return false;
    }

    /// <summary>Runs <paramref name="body"/> on all items, on all threads, and returns when it is done.</summary>
    /// <param name="cost">What a chunk costs, in float operations.</param>
    public void Run(int items, int chunks, long cost, delegate*<void*, int, int, int, void> body, void* state)
    {
        _items = items;
        _chunks = chunks;
        _body = body;
        _state = state;
        Volatile.Write(ref _done, 0);
        Volatile.Write(ref _ticket, ((long)(_jobs + 1) << 32) | (uint)chunks);
        Interlocked.Increment(ref _jobs);
        if (Volatile.Read(ref _sleeping) > 0)
        {
            fixed (int* jobs = &_jobs)
            {
                Atomics.Notify(jobs, -1);
            }
        }

        while (RunChunk(0))
        {
        }

        // A browser's main thread may not sleep, and the rest is short.
        long spins = 0;
        while (Volatile.Read(ref _done) != chunks)
        {
            spins++;
        }

        NoteWait(spins > StallSpins + cost / CostPerSpin);
    }

    private void NoteWait(bool hasStalled)
    {
        if (hasStalled)
        {
            _paused = FirstPause << _stalls;
            _stalls += _stalls < MostStalls ? 1 : 0;
            _calm = 0;
        }
        else if (_stalls > 0 && ++_calm == CalmJobs)
        {
            _calm = 0;
            _stalls--;
        }
    }

    /// <summary>The life of a worker, until <see cref="Stop"/>.</summary>
    public void Work(int worker)
    {
        Interlocked.Increment(ref _attached);
        int idle = 0;
        while (Volatile.Read(ref _stopping) == 0)
        {
            int jobs = Volatile.Read(ref _jobs);
            if (RunChunk(worker))
            {
                idle = 0;
            }
            else if (++idle == Spins)
            {
                idle = 0;
                Sleep(jobs);
            }
        }

        Interlocked.Decrement(ref _attached);
    }

    /// <summary>Makes the workers return.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, 1);
        fixed (int* jobs = &_jobs)
        {
            Interlocked.Increment(ref _jobs);
            Atomics.Notify(jobs, -1);
        }
    }

    private void Sleep(int jobs)
    {
        Interlocked.Increment(ref _sleeping);
        fixed (int* address = &_jobs)
        {
            Atomics.Wait(address, jobs, -1);
        }

        Interlocked.Decrement(ref _sleeping);
    }

    private bool RunChunk(int worker)
    {
        long ticket = Volatile.Read(ref _ticket);
        int left = (int)ticket;
        if (left == 0 || Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket) != ticket)
        {
            return left != 0;
        }

        int chunk = _chunks - left;
        int begin = (int)((long)_items * chunk / _chunks);
        int end = (int)((long)_items * (chunk + 1) / _chunks);
        _body(_state, begin, end, worker);
        Interlocked.Increment(ref _done);
        return true;
    }
}
