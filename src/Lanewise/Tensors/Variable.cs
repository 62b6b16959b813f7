namespace Lanewise;

/// <summary>A tensor whose elements can be replaced. It belongs to no scope and lives until it is disposed of.</summary>
public sealed class Variable : Tensor
{
    private static int s_number;

    internal Variable(TensorData data, System.Collections.Immutable.ImmutableArray<int> shape, string? name, bool trainable)
        : base(data, shape)
    {
        Name = name ?? $"variable_{Interlocked.Increment(ref s_number)}";
        Trainable = trainable;
    }

    /// <summary>The name, for optimizers and saved weights.</summary>
    public string Name { get; }

    /// <summary>Whether optimizers change it.</summary>
    public bool Trainable { get; }

    /// <summary>Takes the elements of another tensor of the same shape and dtype, which it does not dispose of.</summary>
    /// <exception cref="ArgumentException">Shape or dtype differ.</exception>
    public void Assign(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.DType != DType || !value.Shape.AsSpan().SequenceEqual(Shape.AsSpan()))
        {
            throw new ArgumentException(
                $"variable {Name} is {DType.Word()}[{string.Join(',', Shape)}], and cannot take {value.DType.Word()}[{string.Join(',', value.Shape)}]", nameof(value));
        }

        TensorData data = value.Data;
        ObjectDisposedException.ThrowIf(!data.TryShare(), value);
        Replace(data);
    }
}
