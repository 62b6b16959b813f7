namespace Lanewise;

internal static class Broadcasting
{
    /// <summary>What was broadcast from a shape, summed along the axes along which it repeats: the gradient of the broadcast.</summary>
    public static Tensor SumTo(this Tensor tensor, ReadOnlySpan<int> shape)
    {
        if (tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            return tensor;
        }

        int added = tensor.Rank - shape.Length;
        List<int> axes = [];
        for (int axis = 0; axis < tensor.Rank; axis++)
        {
            if (axis < added || (shape[axis - added] == 1 && tensor.Shape[axis] != 1))
            {
                axes.Add(axis);
            }
        }

        return (axes.Count == 0 ? tensor : tensor.Sum(axes.ToArray())).Reshape(shape);
    }
}
