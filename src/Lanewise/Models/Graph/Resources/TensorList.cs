namespace Lanewise.Models;

/// <summary>TensorFlow's TensorList. As in TensorFlow.js a list is changed in place, and whoever holds it sees the change.</summary>
internal sealed class TensorList(DType dtype, ElementShape shape, int maxCount) : TensorSequence(dtype, shape)
{
    public static TensorList FromTensor(Tensor tensor, ElementShape shape)
    {
        if (tensor.Rank == 0)
        {
            throw new ArgumentException("a list cannot be made of a scalar");
        }

        var list = new TensorList(tensor.DType, shape, -1);
        list.SetAll([.. Enumerable.Range(0, tensor.Shape[0])], Tf.Unstack(tensor));
        return list;
    }

    public static TensorList Scatter(Tensor tensor, int[] indices, ElementShape shape, int count)
    {
        if (tensor.Rank == 0 || indices.Length != tensor.Shape[0])
        {
            throw new ArgumentException($"{indices.Length} indices do not fit a tensor of shape [{string.Join(", ", tensor.Shape)}]");
        }

        var list = new TensorList(tensor.DType, shape, count);
        list.SetAll(indices, Tf.Unstack(tensor));
        return list;
    }

    public static TensorList Split(Tensor tensor, int[] lengths, ElementShape shape)
    {
        var list = new TensorList(tensor.DType, shape, lengths.Length);
        list.SetAll([.. Enumerable.Range(0, lengths.Length)], Pieces(tensor, lengths));
        return list;
    }

    public void Set(int index, GraphValue value)
    {
        RequireElement(value);
        if (index < 0 || (maxCount >= 0 && index >= maxCount))
        {
            throw new ArgumentException($"cannot set element {index} of a list of at most {maxCount}");
        }

        Store(index, value);
    }

    public void Push(GraphValue value)
    {
        RequireElement(value);
        if (Count == maxCount)
        {
            throw new ArgumentException($"the list is full with {maxCount} elements");
        }

        Store(Count, value);
    }

    public Tensor Pop(ElementShape shape)
    {
        Tensor result = Get(Count - 1, shape);
        Elements[^1]!.Release();
        Elements.RemoveAt(Count - 1);
        return result;
    }

    public Tensor Get(int index, ElementShape shape) => Tf.Reshape(Tensor(index), Shape.With(shape).Resolve([Tensor(index)]));

    public TensorList Resize(int count)
    {
        if (count < 0 || (maxCount >= 0 && count > maxCount))
        {
            throw new ArgumentException($"cannot resize a list of at most {maxCount} elements to {count}");
        }

        // A huge count is a claim, not yet memory: places are made as they are written.
        var list = new TensorList(DType, Shape, maxCount);
        for (int i = 0; i < Math.Min(Count, count); i++)
        {
            list.Elements.Add(Elements[i]?.Hold());
        }

        return list;
    }

    public Tensor Stack(ElementShape shape, int count)
    {
        if (count >= 0 && count != Count)
        {
            throw new ArgumentException($"the list has {Count} elements, but {count} were expected");
        }

        return Gather([.. Enumerable.Range(0, Count)], shape);
    }

    /// <summary>Stacks the elements of these indices; there are no more than the list has elements.</summary>
    public Tensor Gather(int[] indices, ElementShape shape)
    {
        Tensor[] tensors = [.. indices.Take(Count).Select(Tensor)];
        int[] resolved = Shape.With(shape).Resolve(Present());
        return tensors.Length == 0
            ? Empty(DType, resolved)
            : Tf.Tidy(() => Tf.Stack([.. tensors.Select(tensor => Tf.Reshape(tensor, resolved))]));
    }

    /// <summary>Puts the elements one behind the other. Their first dimensions may differ.</summary>
    public Tensor Concat(ElementShape shape)
    {
        Tensor[] tensors = [.. Enumerable.Range(0, Count).Select(Tensor)];
        return tensors.Length == 0 ? Empty(DType, Shape.With(shape).Resolve([])) : Tf.Concat(tensors, 0);
    }

    public void Require(DType? dtype) => RequireDType(dtype ?? DType);

    private IEnumerable<Tensor> Present() => Elements.OfType<GraphValue>().Select(element => (Tensor)element.Content);

    private void SetAll(int[] indices, IEnumerable<Tensor> tensors)
    {
        foreach ((int index, Tensor tensor) in indices.Zip(tensors))
        {
            GraphValue value = GraphValue.Owned(tensor);
            Set(index, value);
            value.Release();
        }
    }

    private void RequireElement(GraphValue value)
    {
        var tensor = (Tensor)value.Content;
        RequireDType(tensor.DType);
        Shape.With(tensor.Shape);
    }
}
