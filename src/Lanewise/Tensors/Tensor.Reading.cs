using System.Runtime.InteropServices;

namespace Lanewise;

public partial class Tensor
{
    /// <summary>The elements in row-major order.</summary>
    /// <typeparam name="T">
    /// <see cref="float"/> for float32 and complex64 (pairs), <see cref="int"/> for int32, <see cref="bool"/> for bool.
    /// </typeparam>
    /// <exception cref="InvalidOperationException">The dtype is not <typeparamref name="T"/>.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        T[] values = new T[Values<T>()];
        Data.Read(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    /// <summary>Copies the elements, in row-major order, to the start of a span.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <exception cref="ArgumentException">The span is shorter.</exception>
    public void CopyTo<T>(Span<T> target)
        where T : unmanaged
    {
        int values = Values<T>();
        if (target.Length < values)
        {
            throw new ArgumentException($"the tensor has {values} values, but the span has room for {target.Length}", nameof(target));
        }

        Data.Read(MemoryMarshal.AsBytes(target[..values]));
    }

    /// <summary>The only element.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <exception cref="InvalidOperationException">There is not just one, or the dtype is not <typeparamref name="T"/>.</exception>
    public T ToScalar<T>()
        where T : unmanaged
    {
        if (Values<T>() != 1)
        {
            throw new InvalidOperationException($"a tensor of shape [{string.Join(',', Shape)}] is not one number");
        }

        T value = default;
        Data.Read(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>How many values of the type the tensor has.</summary>
    private int Values<T>() => DType switch
    {
        DType.Float32 when typeof(T) == typeof(float) => Size,
        DType.Int32 when typeof(T) == typeof(int) => Size,
        DType.Bool when typeof(T) == typeof(bool) || typeof(T) == typeof(byte) => Size,
        DType.Complex64 when typeof(T) == typeof(float) => 2 * Size,
        _ => throw new InvalidOperationException($"a tensor of dtype {DType.Word()} has no elements of type {typeof(T).Name}; cast it first"),
    };
}
