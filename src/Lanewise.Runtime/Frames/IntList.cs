namespace Lanewise.Runtime;

/// <summary>An attribute that is a list of ints. It lies in the request frame and lives until the call ends.</summary>
public readonly unsafe struct IntList(int* values, int count)
{
    public int* Values { get; } = values;

    /// <summary>−1 if the host gave none.</summary>
    public int Count { get; } = count;

    public bool IsNull => Count < 0;

    public int this[int index] => Values[index];
}
