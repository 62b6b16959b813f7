using System.Numerics.Tensors;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Tensors from and to arrays, spans and System.Numerics.Tensors, and the operators.</summary>
public sealed class TensorTests
{
    [Fact]
    public void ArraysOfAnyRankComeAndGo() => Tf.Tidy(static () =>
    {
        Assert.Equal(new float[,] { { 1, 2 }, { 3, 4 } }, Tf.Tensor(new float[,] { { 1, 2 }, { 3, 4 } }).ToArray2D<float>());
        Assert.Equal(new float[,] { { 1, 2 }, { 3, 4 } }, Tf.Tensor(new float[][] { [1, 2], [3, 4] }).ToArray2D<float>());
        Assert.Equal(new int[,] { { 1 }, { 2 } }, Tf.Tensor(new int[][] { [1], [2] }).ToArray2D<int>());
        Assert.Equal(new float[,,] { { { 1 }, { 2 } } }, Tf.Tensor(new float[,,] { { { 1 }, { 2 } } }).ToArray3D<float>());
        Assert.Equal(new float[1, 2, 1, 1], Tf.Zeros([1, 2, 1, 1]).ToArray4D<float>());
        Assert.Equal([true, false], Tf.Tensor([true, false]).ToArray<bool>());
        Assert.Equal(["a", "ä€😀"], Tf.Tensor(["a", "ä€😀"]).ToStrings());
        Assert.Equal([2, 1, 1, 1, 1], Tf.TensorOf(new int[2, 1, 1, 1, 1]).Shape);
        Span<float> target = stackalloc float[3];
        Tf.Tensor([5f, 6]).CopyTo(target);
        Assert.Equal([5f, 6, 0], target.ToArray());
    });

    [Fact]
    public void ShapesMayLeaveOneDimensionOpen() => Tf.Tidy(static () =>
    {
        Assert.Equal([2, 3], Tf.Tensor([1f, 2, 3, 4, 5, 6], [2, -1]).Shape);
        Assert.Equal([6], Tf.Tensor([1f, 2, 3, 4, 5, 6]).Shape);
        Assert.Equal([], Tf.Tensor([1f], []).Reshape([]).Shape);
    });

    [Fact]
    public void NumericsTensorsComeAndGo() => Tf.Tidy(static () =>
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Tensor x = Tf.Tensor(new ReadOnlyTensorSpan<float>(values, [2, 3]));
        Assert.Equal([2, 3], x.Shape);
        System.Numerics.Tensors.Tensor<float> back = x.Transpose().ToNumericsTensor<float>();
        Assert.Equal(3, back.Lengths[0]);
        Assert.Equal(4f, back[0, 1]);
    });

    [Fact]
    public void OperatorsAreOps() => Tf.Tidy(static () =>
    {
        Tensor x = Tf.Tensor([1f, 2, 3]);
        Tensor y = Tf.Tensor([4f, 6, 10]);
        Assert.Equal([5f, 8, 13], (x + y).ToArray<float>());
        Assert.Equal([-3f, -4, -7], (x - y).ToArray<float>());
        Assert.Equal([4f, 12, 30], (x * y).ToArray<float>());
        Assert.Equal([4f, 3, 10 / 3f], (y / x).ToArray<float>());
        Assert.Equal([0f, 0, 1], (y % x).ToArray<float>());
        Assert.Equal([-1f, -2, -3], (-x).ToArray<float>());
        Assert.Equal([3f, 5, 7], (1 + (x * 2)).ToArray<float>());
        Assert.Equal([1f, 0.5f, 1 / 3f], (1 / x).ToArray<float>());
        Assert.Equal([0f, -1, -2], (1 - x).ToArray<float>());
        Assert.Equal([1f, 0, 1], (x % 2).ToArray<float>());
    });

    [Fact]
    public void ANumberIsAFloatAsInTfjs() => Tf.Tidy(static () => Assert.Equal(DType.Float32, (Tf.Tensor([1, 2]) + 1).DType));

    [Fact]
    public void IntsAreDividedDown() => Tf.Tidy(static () => Assert.Equal([2, -4], (Tf.Tensor([5, -7]) / Tf.Tensor([2, 2])).ToArray<int>()));

    [Fact]
    public void RecurrentCellsAreChained() => Tf.Tidy(static () =>
    {
        Tensor kernel = Tf.Ones([4, 8]).Mul(0.25f);
        (Tensor C, Tensor H) Cell(Tensor data, Tensor c, Tensor h) => Tf.BasicLSTMCell(Tf.Scalar(1f), kernel, Tf.Zeros([8]), data, c, h);
        Tensor zero = Tf.Zeros([1, 2]);
        (Tensor[] c, Tensor[] h) = Tf.MultiRNNCell([Cell, Cell], Tf.Ones([1, 2]), [zero, zero], [zero, zero]);
        (Tensor firstC, Tensor firstH) = Cell(Tf.Ones([1, 2]), zero, zero);
        (Tensor secondC, Tensor secondH) = Cell(firstH, zero, zero);
        Assert.Equal(firstC.ToArray<float>(), c[0].ToArray<float>());
        Assert.Equal(secondC.ToArray<float>(), c[1].ToArray<float>());
        Assert.Equal(secondH.ToArray<float>(), h[1].ToArray<float>());
    });
}
