using Xunit;

namespace Lanewise.Tests;

public sealed class FirstTests
{
    [Fact]
    public void MatMulMultiplies()
    {
        using Tensor a = Tf.Tensor([1f, 2, 3, 4], [2, 2]);
        using Tensor b = a.Add(a).MatMul(a);
        Assert.Equal([14f, 20, 30, 44], b.ToArray<float>());
        Tensor c = Tf.Tidy(() => a.MatMul(a).Add(b));
        Assert.Equal([21f, 30, 45, 66], c.ToArray<float>());
        KernelException error = Assert.Throws<KernelException>(() => a.MatMul(Tf.Scalar(1f)));
        Assert.Equal("BatchMatMul: b must have rank 2 to 8, but has rank 0 (a: float32[2,2], b: float32[])", error.Message);
        Assert.Equal("native", Tf.GetBackend());
        Tf.SetBackend("cpu");
        Assert.Equal([21f, 30, 45, 66], Tf.Tidy(() => a.MatMul(a).Add(b)).ToArray<float>());
        Tf.SetBackend("native");
    }
}
