using System.Runtime.InteropServices;
using System.Text;

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

    /// <summary>The elements of a matrix.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <exception cref="InvalidOperationException">The rank is not 2, or the dtype is not <typeparamref name="T"/>.</exception>
    public T[,] ToArray2D<T>()
        where T : unmanaged
    {
        RequireRank(2);
        T[,] values = new T[Shape[0], Shape[1]];
        Fill<T>(values);
        return values;
    }

    /// <summary>The elements of a tensor of rank 3.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <exception cref="InvalidOperationException">The rank is not 3, or the dtype is not <typeparamref name="T"/>.</exception>
    public T[,,] ToArray3D<T>()
        where T : unmanaged
    {
        RequireRank(3);
        T[,,] values = new T[Shape[0], Shape[1], Shape[2]];
        Fill<T>(values);
        return values;
    }

    /// <summary>The elements of a tensor of rank 4.</summary>
    /// <inheritdoc cref="ToArray"/>
    /// <exception cref="InvalidOperationException">The rank is not 4, or the dtype is not <typeparamref name="T"/>.</exception>
    public T[,,,] ToArray4D<T>()
        where T : unmanaged
    {
        RequireRank(4);
        T[,,,] values = new T[Shape[0], Shape[1], Shape[2], Shape[3]];
        Fill<T>(values);
        return values;
    }

    /// <summary>The elements as texts, in row-major order.</summary>
    /// <exception cref="InvalidOperationException">The dtype is not string.</exception>
    public string[] ToStrings() => Array.ConvertAll(ToBytes(), Encoding.UTF8.GetString);

    /// <summary>The elements of a string tensor as bytes, in row-major order. They are not copied.</summary>
    /// <exception cref="InvalidOperationException">The dtype is not string.</exception>
    public byte[][] ToBytes() => [.. Data.Strings ?? throw new InvalidOperationException($"a tensor of dtype {DType.Word()} has no strings")];

    /// <summary>The elements and the shape as a tensor of System.Numerics.Tensors.</summary>
    /// <inheritdoc cref="ToArray"/>
    public System.Numerics.Tensors.Tensor<T> ToNumericsTensor<T>()
        where T : unmanaged =>
        System.Numerics.Tensors.Tensor.Create(ToArray<T>(), [.. Shape.Select(static dim => (nint)dim)]);

    private void RequireRank(int rank)
    {
        if (Rank != rank)
        {
            throw new InvalidOperationException($"a tensor of shape [{string.Join(',', Shape)}] has not rank {rank}");
        }
    }

    private void Fill<T>(Array target)
        where T : unmanaged
    {
        int values = Values<T>();
        if (values != target.Length)
        {
            throw new InvalidOperationException("complex64 has pairs of numbers: take its real and imaginary parts first");
        }

        Data.Read(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(target), (int)Data.Bytes));
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
