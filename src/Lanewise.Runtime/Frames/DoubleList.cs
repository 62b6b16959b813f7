namespace Lanewise.Runtime;

/// <summary>An attribute that is a list of numbers, two words each in the request frame.</summary>
public readonly unsafe struct DoubleList(int* words, int count)
{
    private readonly int* _words = words;

    /// <summary>−1 if the host gave none.</summary>
    public int Count { get; } = count;

    public bool IsNull => Count < 0;

    public double this[int index] => Call.ToDouble(_words[2 * index], _words[(2 * index) + 1]);
}
