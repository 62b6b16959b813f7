using Xunit;

namespace Lanewise.Hosts.Tests;

/// <summary>Families of ops give the same on <c>native</c> and in each module. Random calls of every kernel are compared elsewhere.</summary>
public sealed class AgreementTests
{
    private static readonly Dictionary<string, Func<Tensor>> Ops = new()
    {
        ["add, broadcast"] = () => Numbers(1, 33, 1).Add(Numbers(2, 1, 17)),
        ["exp and division"] = () => Numbers(1, 257).Exp() / (Numbers(2, 257).Square() + Tf.Scalar(1f)),
        ["int32 floor division"] = () => Tf.FloorDiv(Tf.Range(-20, 20, 1, DType.Int32), Tf.Scalar(7)),
        ["bool"] = () => Numbers(1, 65).Greater(Tf.Scalar(0f)).LogicalNot(),
        ["matrix product"] = () => Numbers(1, 2, 37, 129).MatMul(Numbers(2, 2, 129, 53)),
        ["convolution"] = () => Tf.Conv2D(Numbers(1, 1, 19, 17, 5), Numbers(2, 3, 3, 5, 11), [2, 2], Padding.Same),
        ["depthwise convolution"] = () => Tf.DepthwiseConv2D(Numbers(1, 1, 19, 17, 8), Numbers(2, 3, 3, 8, 1), [1, 1], Padding.Same),
        ["pooling"] = () => Tf.MaxPool(Numbers(1, 1, 13, 13, 6), [3, 3], [2, 2], Padding.Valid),
        ["reduction"] = () => Tf.Mean(Numbers(1, 7, 31, 9), [1]),
        ["softmax"] = () => Tf.Softmax(Numbers(1, 5, 77)),
        ["top values"] = () => Tf.TopK(Numbers(1, 4, 50), 7).Indices,
        ["transpose"] = () => Tf.Transpose(Numbers(1, 3, 5, 7), [2, 0, 1]),
        ["resize"] = () => Tf.Image.ResizeBilinear(Numbers(1, 11, 13, 3), [23, 8]),
    };

    public static TheoryData<string, string> Rows() =>
        new(from op in Ops.Keys from variant in ModuleVariant.Names select (op, variant));

    [Theory]
    [MemberData(nameof(Rows))]
    public void WasmGivesWhatNativeGives(string op, string variant)
    {
        Tf.SetBackend("native");
        using Tensor expected = Tf.Tidy(Ops[op]);
        using (Modules.Use(variant))
        {
            using Tensor actual = Tf.Tidy(Ops[op]);
            Assert.Equal(expected.DType, actual.DType);
            Assert.Equal(expected.Shape, actual.Shape);
            Values.Same(expected, actual);
        }
    }

    [Fact]
    public void ARefusalHasTheSameWords()
    {
        string Refused(string backend)
        {
            Tf.SetBackend(backend);
            return Assert.Throws<KernelException>(() => Tf.Conv2D(Numbers(1, 1, 8, 8, 3), Numbers(2, 3, 3, 4, 8), [1, 1], Padding.Same)).Message;
        }

        string expected = Refused("native");
        Assert.Equal(expected, Refused("wasm"));
        Tf.SetBackend("native");
    }

    private static Tensor Numbers(int seed, params int[] shape)
    {
        Random random = new(seed);
        float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, static (product, dim) => product * dim)).Select(_ => (2 * random.NextSingle()) - 1)];
        return Tf.Tensor(values, shape);
    }
}
