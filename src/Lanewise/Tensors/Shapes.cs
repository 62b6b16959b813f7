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

    public static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(',', shape.ToArray())}]";
}
