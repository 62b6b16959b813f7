using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Lanewise;

public static partial class Tf
{
    /// <summary>A float32 tensor of values in row-major order.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">The dimensions, of which one may be −1; left out, it is a vector.</param>
    /// <exception cref="ArgumentException">The shape has not as many elements.</exception>
    public static Tensor Tensor(ReadOnlySpan<float> values, ReadOnlySpan<int> shape = default) => Make(DType.Float32, values, shape);

    /// <summary>An int32 tensor of values in row-major order.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(ReadOnlySpan<int> values, ReadOnlySpan<int> shape = default) => Make(DType.Int32, values, shape);

    /// <summary>A bool tensor of values in row-major order.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(ReadOnlySpan<bool> values, ReadOnlySpan<int> shape = default) => Make(DType.Bool, values, shape);

    /// <summary>A float32 tensor without dimensions.</summary>
    public static Tensor Scalar(float value) => Make(DType.Float32, new ReadOnlySpan<float>(in value), Array.Empty<int>());

    /// <summary>An int32 tensor without dimensions.</summary>
    public static Tensor Scalar(int value) => Make(DType.Int32, new ReadOnlySpan<int>(in value), Array.Empty<int>());

    /// <summary>A bool tensor without dimensions.</summary>
    public static Tensor Scalar(bool value) => Make(DType.Bool, new ReadOnlySpan<bool>(in value), Array.Empty<int>());

    /// <summary>A variable with the elements of a tensor.</summary>
    /// <param name="initialValue">The elements, with their shape and dtype.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <param name="name">Its name; left out, it gets a number.</param>
    public static Variable Variable(Tensor initialValue, bool trainable = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(initialValue);
        TensorData data = initialValue.Data;
        ObjectDisposedException.ThrowIf(!data.TryShare(), initialValue);
        return new Variable(data, initialValue.Shape, name, trainable);
    }

    private static Tensor Make<T>(DType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ImmutableArray<int> dims = Shapes.Resolve(values.Length, shape);
        return new Tensor(TensorData.Of(BackendRegistry.Current, type, values.Length, MemoryMarshal.AsBytes(values)), dims);
    }
}
