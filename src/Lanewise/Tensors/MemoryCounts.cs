namespace Lanewise;

/// <summary>What <see cref="Tf.Memory"/> counts.</summary>
internal static class MemoryCounts
{
    private static int s_tensors;
    private static int s_data;
    private static long s_bytes;

    public static int Tensors => Volatile.Read(ref s_tensors);

    public static int DataBuffers => Volatile.Read(ref s_data);

    public static long Bytes => Volatile.Read(ref s_bytes);

    public static void AddTensor() => Interlocked.Increment(ref s_tensors);

    public static void RemoveTensor() => Interlocked.Decrement(ref s_tensors);

    public static void AddData(long bytes)
    {
        Interlocked.Increment(ref s_data);
        Interlocked.Add(ref s_bytes, bytes);
    }

    public static void RemoveData(long bytes)
    {
        Interlocked.Decrement(ref s_data);
        Interlocked.Add(ref s_bytes, -bytes);
    }
}
