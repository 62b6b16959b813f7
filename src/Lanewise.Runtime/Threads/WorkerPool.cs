using Lanewise.Dialect;

namespace Lanewise.Runtime;

/// <summary>
/// The threads that share a job with the one that calls ops. A job is cut into chunks, which are claimed one by one, so
/// that a thread that wakes late, or not at all, holds nobody up: what it does not claim the others do.
/// </summary>
/// <remarks>
/// 1. Each thread has a share, neighbouring chunks, and claims those before it helps with others. So the rows of an image that a thread
///    computes are mostly those that it computes in the next op too, and still has in its own cache.
/// 2. A share's ticket tells how many of its chunks of which job are still to be claimed. A claim lowers it; if that succeeds, the job's
///    fields are those of the ticket, because they change only when all chunks are done and none is left to claim.
/// </remarks>
public unsafe struct WorkerPool
{
    // More threads than this have shares in common.
    private const int MostShares = 16;

    // What several threads write lies so many longs apart, in cache lines of its own: a ticket for each share, a message to the
    // first worker, and its answer.
    private const int Apart = 16;
    private const int Message = (MostShares + 1) * Apart;
    private const int Answer = Message + Apart;

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

    // How far away the first worker's core is, is measured every so many jobs: by a few messages to it and back, the quickest of
    // them in turns of a waiting loop. Between cores with a common cache it takes some 100 turns, between two that have none 500: what
    // one has written the other then reads at a tenth of the usual speed, and only jobs that cost so much are worth it.
    private const int JobsPerMeasurement = 256;
    private const int JobsPerAttempt = 16;
    private const long LeastCostFar = 16 * 1024 * 1024;
    private const int Messages = 8;
    private const int LongestMessage = 20_000;
    private const int FarTurns = 320;

    private fixed long _words[Answer + Apart];
    private int _shares;
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
    private bool _isFar;
    private int _untilMeasurement;

    /// <summary>Threads that may work now, the calling one among them.</summary>
    public int Threads => Target.HasThreads ? 1 + Volatile.Read(ref _attached) : 1;

    /// <summary>The most that there can be: the host's workers have the numbers below it.</summary>
    public int Capacity;

    /// <summary>False while sharing has shown to be slower than not, and for small jobs of cores that are far from each other.</summary>
    /// <param name="cost">What the job costs, in float operations.</param>
    public bool IsWorthwhile(long cost)
    {
        if (--_untilMeasurement < 0)
        {
            Measure();
        }

        if (_isFar && cost < LeastCostFar)
        {
            return false;
        }

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
        _shares = Threads < MostShares ? Threads : MostShares;
        for (int i = 0; i < _shares; i++)
        {
            Volatile.Write(ref _words[(i + 1) * Apart], ((long)(_jobs + 1) << 32) | (uint)(EndOfShare(i) - EndOfShare(i - 1)));
        }

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

    /// <summary>Sends the first worker some messages, until one is not answered.</summary>
    private void Measure()
    {
        int least = LongestMessage;
        int turns = 0;
        for (int i = 0; i < Messages && turns < LongestMessage && Volatile.Read(ref _sleeping) == 0; i++)
        {
            long message = Volatile.Read(ref _words[Answer]) + 1;
            Volatile.Write(ref _words[Message], message);
            for (turns = 0; turns < LongestMessage && Volatile.Read(ref _words[Answer]) != message; turns++)
            {
            }

            least = turns < least ? turns : least;
        }

        // A worker that sleeps, or was put aside, counts as near: the next jobs wake it, and then it can be asked.
        _isFar = least < LongestMessage && least > FarTurns;
        _untilMeasurement = least < LongestMessage ? JobsPerMeasurement : JobsPerAttempt;
    }

    private void AnswerMessage()
    {
        long message = Volatile.Read(ref _words[Message]);
        if (message != Volatile.Read(ref _words[Answer]))
        {
            Volatile.Write(ref _words[Answer], message);
        }
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
            if (worker == 1)
            {
                AnswerMessage();
            }

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

    /// <summary>A chunk of the thread's own share, or of the next one that has any left. False if there is none.</summary>
    private bool RunChunk(int worker)
    {
        int shares = Volatile.Read(ref _shares);
        int share = worker % MostShares;
        share = share < shares ? share : 0;
        for (int i = 0; i < shares; i++)
        {
            if (RunChunk(worker, share))
            {
                return true;
            }

            share = share + 1 < shares ? share + 1 : 0;
        }

        return false;
    }

    private bool RunChunk(int worker, int share)
    {
        ref long place = ref _words[(share + 1) * Apart];
        long ticket = Volatile.Read(ref place);
        int left = (int)ticket;
        if (left == 0 || Interlocked.CompareExchange(ref place, ticket - 1, ticket) != ticket)
        {
            return left != 0;
        }

        int chunk = EndOfShare(share) - left;
        int begin = (int)((long)_items * chunk / _chunks);
        int end = (int)((long)_items * (chunk + 1) / _chunks);
        _body(_state, begin, end, worker);
        Interlocked.Increment(ref _done);
        return true;
    }

    private readonly int EndOfShare(int share) => (int)((long)_chunks * (share + 1) / _shares);
}
