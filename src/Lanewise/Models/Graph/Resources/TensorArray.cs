namespace Lanewise.Models;

/// <summary>TensorFlow's TensorArray: each place is written once.</summary>
internal sealed class TensorArray(DType dtype, int size, ElementShape shape, bool isDynamic, bool clearsAfterRead)
    : TensorSequence(dtype, shape)
{
    private readonly HashSet<int> _cleared = [];
    private bool _isClosed;

    public void Close()
    {
        Dispose();
        _isClosed = true;
    }

    public void Write(int index, GraphValue value)
    {
        RequireOpen();
        var tensor = (Tensor)value.Content;
        RequireDType(tensor.DType);
        if (index < 0 || (!isDynamic && index >= size))
        {
            throw new ArgumentException($"cannot write element {index} of an array of {size}");
        }

        if (index < Count && Elements[index] is not null)
        {
            throw new ArgumentException($"element {index} has been written already");
        }

        if (Count == 0 && Shape.IsScalarOrUnknown)
        {
            Shape = ElementShape.From([.. tensor.Shape]);
        }

        Shape.With(tensor.Shape);
        Store(index, value);
    }

    public GraphValue Read(int index)
    {
        RequireOpen();
        Tensor(index);
        if (_cleared.Contains(index))
        {
            throw new ArgumentException($"element {index} has been read already, and was cleared then");
        }

        if (clearsAfterRead)
        {
            _cleared.Add(index);
        }

        return Elements[index]!;
    }

    public void Scatter(int[] indices, Tensor tensor)
    {
        if (tensor.Rank == 0 || indices.Length != tensor.Shape[0])
        {
            throw new ArgumentException($"{indices.Length} indices do not fit a tensor of shape [{string.Join(", ", tensor.Shape)}]");
        }

        WriteMany(indices, Tf.Unstack(tensor));
    }

    public void Split(int[] lengths, Tensor tensor)
    {
        if (!isDynamic && lengths.Length != size)
        {
            throw new ArgumentException($"{lengths.Length} lengths do not fit an array of {size}");
        }

        WriteMany([.. Enumerable.Range(0, lengths.Length)], Pieces(tensor, lengths));
    }

    public Tensor Gather(int[] indices, DType? dtype)
    {
        RequireDType(dtype ?? DType);
        Tensor[] tensors = [.. indices.Take(Count).Select(index => (Tensor)Read(index).Content)];
        return tensors.Length == 0 ? Empty(DType, Shape.Resolve([])) : Tf.Stack(tensors);
    }

    public Tensor Concat(DType? dtype)
    {
        RequireDType(dtype ?? DType);
        Tensor[] tensors = [.. Enumerable.Range(0, Count).Select(index => (Tensor)Read(index).Content)];
        return tensors.Length == 0 ? Empty(DType, Shape.Resolve([])) : Tf.Concat(tensors, 0);
    }

    private void WriteMany(int[] indices, IEnumerable<Tensor> tensors)
    {
        foreach ((int index, Tensor tensor) in indices.Zip(tensors))
        {
            GraphValue value = GraphValue.Owned(tensor);
            Write(index, value);
            value.Release();
        }
    }

    private void RequireOpen()
    {
        if (_isClosed)
        {
            throw new ArgumentException("the array has been closed");
        }
    }
}
