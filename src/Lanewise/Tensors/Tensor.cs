using System.Collections.Immutable;

namespace Lanewise;

/// <summary>
/// An array of numbers, truth values or strings with a shape. It does not change. Its memory is not the garbage collector's: it is
/// given back by <see cref="Dispose"/>, or by the end of the <see cref="Tf.Tidy{T}"/> in which the tensor was made.
/// </summary>
public partial class Tensor : IDisposable
{
    private static long s_ids;

    private TensorData? _data;

    internal Tensor(TensorData data, ImmutableArray<int> shape, long origin = 0)
    {
        _data = data;
        DType = data.Type;
        Size = data.Size;
        Shape = shape;
        Id = Interlocked.Increment(ref s_ids);
        Origin = origin == 0 ? Id : origin;
        MemoryCounts.AddTensor();
        Scope.Track(this);
    }

    /// <summary>The dimensions, outermost first; none for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>How many elements there are.</summary>
    public int Size { get; }

    /// <summary>How many dimensions there are.</summary>
    public int Rank => Shape.Length;

    /// <summary>A number that no other tensor of this process has.</summary>
    public long Id { get; }

    /// <summary>True after <see cref="Dispose"/>.</summary>
    public bool IsDisposed => _data is null;

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The tensor was disposed of.</exception>
    internal TensorData Data => _data ?? throw new ObjectDisposedException(nameof(Tensor), $"the tensor {DType.Word()}[{string.Join(',', Shape)}] was disposed of");

    /// <summary>The id of the tensor of which it is a twin, or its own: what a tape knows it by.</summary>
    internal long Origin { get; }

    /// <summary>The scope that disposes of it, if any.</summary>
    internal Scope? Owner { get; set; }

    /// <summary>Gives the memory back, if no other tensor shares it. Once more does nothing.</summary>
    public void Dispose()
    {
        TensorData? data = Interlocked.Exchange(ref _data, null);
        if (data is not null)
        {
            MemoryCounts.RemoveTensor();
            data.Release();
            Forget();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Is told when the tensor is disposed of.</summary>
    private protected virtual void Forget()
    {
    }

    /// <summary>Another tensor with the same data, of which no tape is told.</summary>
    internal Tensor Share(ImmutableArray<int> shape) => Share(shape, 0);

    /// <summary>Another tensor with the same data, which for gradients is the same tensor.</summary>
    internal Tensor Twin() => Share(Shape, Origin);

    /// <summary>Takes other data of the same kind.</summary>
    private protected void Replace(TensorData data) => Interlocked.Exchange(ref _data, data)?.Release();

    private Tensor Share(ImmutableArray<int> shape, long origin)
    {
        TensorData data = Data;
        ObjectDisposedException.ThrowIf(!data.TryShare(), this);
        return new Tensor(data, shape, origin);
    }
}
