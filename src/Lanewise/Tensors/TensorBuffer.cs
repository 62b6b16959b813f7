using System.Collections.Immutable;

namespace Lanewise;

/// <summary>Elements that can be set one by one, until they are made a tensor.</summary>
/// <typeparam name="T"><see cref="float"/>, <see cref="int"/> or <see cref="bool"/>.</typeparam>
public sealed class TensorBuffer<T>
    where T : unmanaged
{
    internal TensorBuffer(ReadOnlySpan<int> shape, T[]? values)
    {
        Shape = Shapes.Checked(shape, out int size);
        Values = values ?? new T[size];
        Require.That(Values.Length == size, $"the shape {Shapes.Text(shape)} has {size} elements, but {Values.Length} values are given", "Buffer");
    }

    /// <summary>The dimensions, outermost first.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    public T[] Values { get; }

    /// <summary>The element at an index for each dimension.</summary>
    /// <exception cref="ArgumentException">There are more or fewer indices than dimensions, or one is out of range.</exception>
    public T this[params ReadOnlySpan<int> indices]
    {
        get => Values[Place(indices)];
        set => Values[Place(indices)] = value;
    }

    /// <summary>A tensor with the elements that there are now.</summary>
    public Tensor ToTensor() => Values switch
    {
        float[] floats => Tf.Tensor(floats, Shape.AsSpan()),
        int[] ints => Tf.Tensor(ints, Shape.AsSpan()),
        bool[] bools => Tf.Tensor(bools, Shape.AsSpan()),
        _ => throw new InvalidOperationException($"a tensor has no elements of type {typeof(T).Name}"),
    };

    private int Place(ReadOnlySpan<int> indices)
    {
        Require.That(indices.Length == Shape.Length, $"{indices.Length} indices are given for the shape {Shapes.Text(Shape.AsSpan())}", "Buffer");
        int place = 0;
        for (int axis = 0; axis < indices.Length; axis++)
        {
            Require.That((uint)indices[axis] < (uint)Shape[axis], $"index {indices[axis]} is out of range for dimension {axis} of {Shapes.Text(Shape.AsSpan())}", "Buffer");
            place = (place * Shape[axis]) + indices[axis];
        }

        return place;
    }
}
