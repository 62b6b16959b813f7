using Xunit;

namespace Lanewise.Tests;

/// <summary>What <c>tensor.toString(true)</c> gives in tfjs.</summary>
public sealed class PrintingTests
{
    public static TheoryData<string, string, Func<Tensor>> Rows => new()
    {
        { "float32", "rank: 0\n  shape: []\n  values:\n    0.10000000149011612", static () => Tf.Scalar(0.1f) },
        { "float32", "rank: 1\n  shape: [7]\n  values:\n    [1, 2.5, -3e-7, 1.0000000200408773e+21, NaN, Infinity, 0]", static () => Tf.Tensor([1, 2.5f, -3e-7f, 1e21f, float.NaN, float.PositiveInfinity, 1e-8f]) },
        { "float32", "rank: 2\n  shape: [2,2]\n  values:\n    [[1     , 22.5],\n     [333.25, 4   ]]", static () => Tf.Tensor(new float[,] { { 1, 22.5f }, { 333.25f, 4 } }) },
        { "float32", "rank: 2\n  shape: [1,2]\n  values:\n     [[1, 2],]", static () => Tf.Tensor([1f, 2], [1, 2]) },
        { "int32", "rank: 1\n  shape: [25]\n  values:\n    [0, 1, 2, ..., 22, 23, 24]", static () => Tf.Range(0, 25, 1, DType.Int32) },
        { "float32", "rank: 3\n  shape: [2,2,2]\n  values:\n    [[[1, 2],\n      [3, 4]],\n\n     [[5, 6],\n      [7, 8]]]", static () => Tf.Range(1, 9).Reshape([2, 2, 2]) },
        { "float32", "rank: 4\n  shape: [2,2,2,1]\n  values:\n    [[[[1],\n       [2]],\n\n      [[3],\n       [4]]],\n\n\n     [[[5],\n       [6]],\n\n      [[7],\n       [8]]]]", static () => Tf.Range(1, 9).Reshape([2, 2, 2, 1]) },
        { "string", "rank: 1\n  shape: [2]\n  values:\n    ['a', 'bc']", static () => Tf.Tensor(["a", "bc"]) },
        { "bool", "rank: 2\n  shape: [1,2]\n  values:\n     [[true, false],]", static () => Tf.Tensor([true, false], [1, 2]) },
        { "complex64", "rank: 1\n  shape: [2]\n  values:\n    [1 + 0.5j, 2 + -1j]", static () => Tf.Complex(Tf.Tensor([1f, 2]), Tf.Tensor([0.5f, -1])) },
        { "float32", "rank: 2\n  shape: [0,3]\n  values:\n     []", static () => Tf.Zeros([0, 3]) },
        { "float32", "rank: 2\n  shape: [2,0]\n  values:\n    [[],\n     []]", static () => Tf.Zeros([2, 0]) },
        { "float32", "rank: 2\n  shape: [22,2]\n  values:\n    [[0 , 1 ],\n     [2 , 3 ],\n     [4 , 5 ],\n     ...,\n     [38, 39],\n     [40, 41],\n     [42, 43]]", static () => Tf.Range(0, 44).Reshape([22, 2]) },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void ATensorPrintsAsInTfjs(string dtype, string expected, Func<Tensor> make) =>
        Tf.Tidy(() => Assert.Equal($"Tensor\n  dtype: {dtype}\n  {expected}", make().ToString()));

    [Theory]
    [InlineData(1, "1")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1e23, "1e+23")]
    [InlineData(123456789012345680000.0, "123456789012345680000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(1.25e-7, "1.25e-7")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    public void ANumberIsWrittenAsInJavaScript(double value, string expected) => Assert.Equal(expected, JsNumber.Text(value));

    [Theory]
    [InlineData(1.00000005, 1)]
    [InlineData(-2.5, -2.5)]
    [InlineData(1e-8, 0)]
    [InlineData(0.12345675, 0.1234568)]
    public void ANumberIsRoundedAsInJavaScript(double value, double expected) => Assert.Equal(expected, JsNumber.Fixed(value, 7));
}
