namespace Lanewise;

/// <summary>A tensor whose elements can be replaced. It belongs to no scope and lives until it is disposed of.</summary>
public sealed class Variable : Tensor
{
    internal Variable(TensorData data, System.Collections.Immutable.ImmutableArray<int> shape, string? name, bool trainable)
        : base(data, shape)
    {
        Name = name ?? VariableRegistry.NewName();
        Trainable = trainable;
        if (!VariableRegistry.TryAdd(this))
        {
            Dispose();
            throw new ArgumentException($"Variable with name {Name} was already registered", nameof(name));
        }
    }

    /// <summary>The name, for optimizers and saved weights. No other variable that lives has it.</summary>
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

    /// <summary>Takes elements that no other tensor has, so that reading it can be told from reading the tensor that it was made from.</summary>
    internal void Unshare(Backend backend)
    {
        if (Data.IsShared)
        {
            Replace(Data.Copy(backend));
        }
    }

    private protected override void Forget() => VariableRegistry.Remove(this);
}
