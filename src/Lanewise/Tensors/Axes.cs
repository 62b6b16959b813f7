namespace Lanewise;

/// <summary>Axes that a caller gives, which may count from the end.</summary>
internal static class Axes
{
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public static int Resolve(int axis, int rank) => axis >= -rank && axis < rank
        ? axis < 0 ? axis + rank : axis
        : throw new ArgumentException($"axis {axis} is out of range for rank {rank}", nameof(axis));

    public static int[] All(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>The shape with 1 in the place of each of the axes.</summary>
    public static int[] Kept(ReadOnlySpan<int> shape, ReadOnlySpan<int> axes)
    {
        int[] kept = shape.ToArray();
        foreach (int axis in axes)
        {
            kept[Resolve(axis, kept.Length)] = 1;
        }

        return kept;
    }

    /// <summary>The order that undoes an order of axes.</summary>
    public static int[] Undo(ReadOnlySpan<int> order)
    {
        int[] undo = new int[order.Length];
        for (int i = 0; i < undo.Length; i++)
        {
            undo[Resolve(order[i], undo.Length)] = i;
        }

        return undo;
    }
}
