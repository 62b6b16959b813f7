namespace Lanewise;

// The names that tfjs has for one rank each: they check it, and are otherwise the ops without a number.
public static partial class Tf
{
    /// <summary>A float32 vector.</summary>
    public static Tensor Tensor1D(ReadOnlySpan<float> values) => Tensor(values);

    /// <summary>A float32 matrix.</summary>
    public static Tensor Tensor2D(ReadOnlySpan<float> values, ReadOnlySpan<int> shape) => Ranked(values, shape, 2);

    /// <summary>A float32 tensor of rank 3.</summary>
    public static Tensor Tensor3D(ReadOnlySpan<float> values, ReadOnlySpan<int> shape) => Ranked(values, shape, 3);

    /// <summary>A float32 tensor of rank 4.</summary>
    public static Tensor Tensor4D(ReadOnlySpan<float> values, ReadOnlySpan<int> shape) => Ranked(values, shape, 4);

    /// <summary>A float32 tensor of rank 5.</summary>
    public static Tensor Tensor5D(ReadOnlySpan<float> values, ReadOnlySpan<int> shape) => Ranked(values, shape, 5);

    /// <summary>A float32 tensor of rank 6.</summary>
    public static Tensor Tensor6D(ReadOnlySpan<float> values, ReadOnlySpan<int> shape) => Ranked(values, shape, 6);

    /// <summary><see cref="Concat(ReadOnlySpan{Lanewise.Tensor}, int)"/> of vectors.</summary>
    public static Tensor Concat1D(ReadOnlySpan<Tensor> tensors) => ConcatRanked(tensors, 0, 1);

    /// <summary><see cref="Concat(ReadOnlySpan{Lanewise.Tensor}, int)"/> of matrices.</summary>
    public static Tensor Concat2D(ReadOnlySpan<Tensor> tensors, int axis) => ConcatRanked(tensors, axis, 2);

    /// <summary><see cref="Concat(ReadOnlySpan{Lanewise.Tensor}, int)"/> of tensors of rank 3.</summary>
    public static Tensor Concat3D(ReadOnlySpan<Tensor> tensors, int axis) => ConcatRanked(tensors, axis, 3);

    /// <summary><see cref="Concat(ReadOnlySpan{Lanewise.Tensor}, int)"/> of tensors of rank 4.</summary>
    public static Tensor Concat4D(ReadOnlySpan<Tensor> tensors, int axis) => ConcatRanked(tensors, axis, 4);

    /// <summary><see cref="Slice"/> of a vector.</summary>
    public static Tensor Slice1D(Tensor x, int begin, int size) => Slice(Require.Rank(x, 1, 1), [begin], [size]);

    /// <summary><see cref="Slice"/> of a matrix.</summary>
    public static Tensor Slice2D(Tensor x, ReadOnlySpan<int> begin, ReadOnlySpan<int> size) => Slice(Require.Rank(x, 2, 2), begin, size);

    /// <summary><see cref="Slice"/> of a tensor of rank 3.</summary>
    public static Tensor Slice3D(Tensor x, ReadOnlySpan<int> begin, ReadOnlySpan<int> size) => Slice(Require.Rank(x, 3, 3), begin, size);

    /// <summary><see cref="Slice"/> of a tensor of rank 4.</summary>
    public static Tensor Slice4D(Tensor x, ReadOnlySpan<int> begin, ReadOnlySpan<int> size) => Slice(Require.Rank(x, 4, 4), begin, size);

    /// <summary><see cref="Reverse"/> of a vector.</summary>
    public static Tensor Reverse1D(Tensor x) => Reverse(Require.Rank(x, 1, 1), [0]);

    /// <summary><see cref="Reverse"/> of a matrix.</summary>
    public static Tensor Reverse2D(Tensor x, ReadOnlySpan<int> axis = default) => Reverse(Require.Rank(x, 2, 2), axis);

    /// <summary><see cref="Reverse"/> of a tensor of rank 3.</summary>
    public static Tensor Reverse3D(Tensor x, ReadOnlySpan<int> axis = default) => Reverse(Require.Rank(x, 3, 3), axis);

    /// <summary><see cref="Reverse"/> of a tensor of rank 4.</summary>
    public static Tensor Reverse4D(Tensor x, ReadOnlySpan<int> axis = default) => Reverse(Require.Rank(x, 4, 4), axis);

    /// <summary><see cref="Pad"/> of a vector.</summary>
    public static Tensor Pad1D(Tensor x, ReadOnlySpan<int> paddings, double constantValue = 0) => Pad(Require.Rank(x, 1, 1), paddings, constantValue);

    /// <summary><see cref="Pad"/> of a matrix.</summary>
    public static Tensor Pad2D(Tensor x, ReadOnlySpan<int> paddings, double constantValue = 0) => Pad(Require.Rank(x, 2, 2), paddings, constantValue);

    /// <summary><see cref="Pad"/> of a tensor of rank 3.</summary>
    public static Tensor Pad3D(Tensor x, ReadOnlySpan<int> paddings, double constantValue = 0) => Pad(Require.Rank(x, 3, 3), paddings, constantValue);

    /// <summary><see cref="Pad"/> of a tensor of rank 4.</summary>
    public static Tensor Pad4D(Tensor x, ReadOnlySpan<int> paddings, double constantValue = 0) => Pad(Require.Rank(x, 4, 4), paddings, constantValue);

    private static Tensor Ranked(ReadOnlySpan<float> values, ReadOnlySpan<int> shape, int rank)
    {
        Require.That(shape.Length == rank, $"the shape must have {rank} dimensions, but is {Lanewise.Shapes.Text(shape)}", $"Tensor{rank}D");
        return Tensor(values, shape);
    }

    private static Tensor ConcatRanked(ReadOnlySpan<Tensor> tensors, int axis, int rank)
    {
        foreach (Tensor tensor in tensors)
        {
            Require.Rank(tensor, rank, rank, op: $"Concat{rank}D");
        }

        return Concat(tensors, axis);
    }
}
