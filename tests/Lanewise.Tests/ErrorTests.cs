using Xunit;

namespace Lanewise.Tests;

/// <summary>A refusal names the op or the kernel, the argument, and what was expected; every tensor stays as it was.</summary>
public sealed class ErrorTests
{
    public static TheoryData<string, Action> Rows => new()
    {
        { "BatchMatMul: b must have rank 2 to 8, but has rank 0 (a: float32[2,2], b: float32[])", static () => Square().MatMul(Tf.Scalar(1f)) },
        { "Conv2D: x must have rank 3 to 4, but has rank 2 (float32[2,2])", static () => Square().Conv2D(Square(), [1, 1], "same") },
        { "Conv2D: x must be float32, but is int32[1,1,1,1]", static () => Tf.Zeros([1, 1, 1, 1], DType.Int32).Conv2D(Square(), [1, 1], "same") },
        { "Sin: x must be float32, but is int32[]", static () => Tf.Scalar(1).Sin() },
        { "LogicalAnd: b must be bool, but is float32[2,2]", static () => Tf.Scalar(true).LogicalAnd(Square()) },
        { "Concat: inputs dimension 1 must be 2, but is 3 (inputs[0]: float32[2,2], inputs[1]: float32[2,3])", static () => Tf.Concat([Square(), Tf.Zeros([2, 3])]) },
        { "Conv2D: pad must be numbers where dimRoundingMode is given (Floor)", static () => Square().Conv2D(Square(), [1], "same", dimRoundingMode: DimRoundingMode.Floor) },
        { "Conv2D: either strides or dilations must be 1, but they are [2,2] and [2,2]", static () => Square().Conv2D(Square(), [2, 2], "same", DataFormat.NHWC, [2, 2]) },
        { "Softmax: a dimension other than the last is not supported: float32[2,2] has rank 2, and the dimension is 0", static () => Square().Softmax(0) },
        { "float32 and string have no common dtype", static () => Square().Add(Tf.Scalar("x")) },
        { "Neg: x must be a number, but is string[]", static () => Tf.Scalar("x").Neg() },
        { "Add: string tensors are not supported (a: string[], b: string[])", static () => Tf.Scalar("x").Add(Tf.Scalar("y")) },
        { "the shape [2,2] has not the 3 elements that are given", static () => Tf.Tensor([1f, 2, 3], [2, 2]) },
        { "the shape [-2] has the dimension -2", static () => Tf.Zeros([-2]) },
        { "the padding must be \"valid\", \"same\" or numbers, but is \"some\"", static () => Square().MaxPool([1], [1], "some") },
        { "row 1 has 1 elements, but row 0 has 2", static () => Tf.Tensor(new float[][] { [1, 2], [3] }) },
        { "the tensor float32[1] was disposed of", static () => Square().Reshape([2, 2]).Add(Disposed()) },
        { "there is no kernel 'Nothing'", static () => Engine.RunKernel("Nothing", new Dictionary<string, object?>()) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void ARefusalSaysWhatIsWrong(string message, Action act)
    {
        int tensors = Tf.Memory().NumTensors;
        Exception error = Assert.ThrowsAny<Exception>(() => Tf.Tidy(act));
        Assert.StartsWith(message, error.Message);
        Assert.Equal(tensors, Tf.Memory().NumTensors);
        Assert.Equal([2f, 2, 2, 2], Tf.Tidy(static () => Square().Add(Square()).ToArray<float>()));
    }

    [Fact]
    public void MemoryThatIsNotThereIsAnError()
    {
        using Tensor x = Tf.Zeros([1]);
        KernelException error = Assert.Throws<KernelException>(() => x.Tile([int.MaxValue]));
        Assert.StartsWith("Tile: out of memory", error.Message);
        Assert.Throws<ArgumentException>(static () => Tf.Zeros([1 << 20, 1 << 20]));
    }

    [Fact]
    public void ReadingAsAnotherTypeIsRefused()
    {
        using Tensor x = Tf.Tensor([1, 2]);
        Assert.Equal("a tensor of dtype int32 has no elements of type Single; cast it first", Assert.Throws<InvalidOperationException>(() => x.ToArray<float>()).Message);
        Assert.Throws<InvalidOperationException>(() => x.ToScalar<int>());
        Assert.Throws<InvalidOperationException>(() => x.ToArray2D<int>());
        Assert.Throws<ArgumentException>(() => x.CopyTo(new int[1].AsSpan()));
    }

    private static Tensor Square() => Tf.Ones([2, 2]);

    private static Tensor Disposed()
    {
        Tensor x = Tf.Zeros([1]);
        x.Dispose();
        return x;
    }
}
