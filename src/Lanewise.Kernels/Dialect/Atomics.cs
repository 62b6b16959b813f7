namespace Lanewise.Dialect;

/// <summary>Waiting for another thread, beside what <see cref="Interlocked"/> has.</summary>
public static unsafe class Atomics
{
    private static readonly object Gate = new();

    /// <summary>Sleeps if *address is <paramref name="expected"/>, until woken or for so many nanoseconds; negative: without end.</summary>
    /// <returns>0 woken, 1 not equal, 2 timed out.</returns>
    [WasmOp("memory.atomic.wait32")]
    public static int Wait(int* address, int expected, long timeout)
    {
        lock (Gate)
        {
            if (Volatile.Read(ref *address) != expected)
            {
                return 1;
            }

            return Monitor.Wait(Gate, timeout < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks(timeout / 100)) ? 0 : 2;
        }
    }

    /// <summary>Wakes up to <paramref name="count"/> threads that wait at the address; natively all who wait anywhere, who then look again.</summary>
    /// <returns>How many were woken, as far as that is known.</returns>
    [WasmOp("memory.atomic.notify")]
    public static int Notify(int* address, int count)
    {
        lock (Gate)
        {
            Monitor.PulseAll(Gate);
        }

        return 0;
    }
}
