using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lanewise;

/// <summary>Shapes that a caller gives.</summary>
internal static class Shapes
{
    /// <summary>
    /// The shape of so many elements: one dimension may be −1, and no shape at all (a default span) is that of a vector.
    /// </summary>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static ImmutableArray<int> Resolve(int size, ReadOnlySpan<int> shape)
    {
        if (Unsafe.IsNullRef(ref MemoryMarshal.GetReference(shape)))
        {
            return [size];
        }

        int open = shape.IndexOf(-1);
        long known = 1;
        for (int axis = 0; axis < shape.Length; axis++)
        {
            known *= axis == open ? 1 : shape[axis];
            if (shape[axis] < 0 && axis != open)
            {
                throw new ArgumentException($"the shape {Text(shape)} has the dimension {shape[axis]}", nameof(shape));
            }
        }

        ImmutableArray<int> dims = [.. shape];
        if (open >= 0 && known > 0 && size % known == 0)
        {
            return dims.SetItem(open, (int)(size / known));
        }

        return known == size && open < 0 ? dims : throw new ArgumentException($"the shape {Text(shape)} has not the {size} elements that are given", nameof(shape));
    }

    /// <summary>A shape without negative dimensions, and its number of elements.</summary>
    /// <exception cref="ArgumentException">A dimension is negative, or there are more than 2^31 − 1 elements.</exception>
    public static ImmutableArray<int> Checked(ReadOnlySpan<int> shape, out int size)
    {
        long product = 1;
        foreach (int dim in shape)
        {
            product = dim < 0 ? throw new ArgumentException($"the shape {Text(shape)} has the dimension {dim}", nameof(shape)) : Math.Min(product * dim, 1L << 31);
        }

        size = product <= int.MaxValue ? (int)product : throw new ArgumentException($"the shape {Text(shape)} has more elements than a tensor can have", nameof(shape));
        return [.. shape];
    }

    /// <summary>Numpy's rule: shapes align at the last axis, and a dimension of 1 stretches.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static int[] Broadcast(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        int[] result = new int[Math.Max(a.Length, b.Length)];
        for (int i = 1; i <= result.Length; i++)
        {
            int dimA = i > a.Length ? 1 : a[^i];
            int dimB = i > b.Length ? 1 : b[^i];
            if (dimA != dimB && dimA != 1 && dimB != 1)
            {
                throw new ArgumentException($"Operands could not be broadcast together with shapes {Text(a)} and {Text(b)}");
            }

            result[^i] = dimA == 1 ? dimB : dimA;
        }

        return result;
    }

    public static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(',', shape.ToArray())}]";
}
