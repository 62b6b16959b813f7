namespace Lanewise;

/// <summary>The distinct strings of some tensors in order, by their codes. Strings are compared byte by byte.</summary>
internal sealed class Codebook
{
    private sealed class ByBytes : IComparer<byte[]>
    {
        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }

    private static readonly ByBytes s_order = new();

    private readonly byte[][] _strings;

    public Codebook(IEnumerable<byte[][]> lists)
    {
        SortedSet<byte[]> distinct = new(lists.SelectMany(static list => list), s_order);
        _strings = [.. distinct];
    }

    public int[] Encode(byte[][] strings) => Array.ConvertAll(strings, text => Array.BinarySearch(_strings, text, s_order));

    public byte[][] Decode(int[] codes) => Array.ConvertAll(codes, code => _strings[code]);
}
