using Xunit;

namespace Lanewise.Tests;

public sealed class BackendTests
{
    [Fact]
    public void NativeIsTheDefault() => Assert.Equal("native", Tf.GetBackend());

    [Fact]
    public void TensorsMoveToTheBackendThatNeedsThem()
    {
        using Tensor x = Tf.Tensor([1f, 2, 3]);
        Backends.On("cpu", () =>
        {
            Tensor y = x.Add(1f);
            Assert.Equal([2f, 3, 4], y.ToArray<float>());
            Tf.SetBackend("native");
            Assert.Equal([3f, 5, 7], y.Add(x).ToArray<float>());
            int before = Tf.Memory().Backend.Tensors;
            y.Dispose();
            Assert.Equal(before - 1, Tf.Memory().Backend.Tensors);
        });
    }

    [Fact]
    public void AnUnknownBackendIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(static () => Tf.SetBackend("webgl"));
        Assert.StartsWith("there is no backend 'webgl', but: native, cpu", error.Message);
        Assert.Equal("native", Tf.GetBackend());
    }

    [Fact]
    public void ARemovedBackendTakesItsTensorsAlong()
    {
        Assert.True(Tf.RegisterBackend("mine", static () => new NativeBackend<Lanewise.Kernels.Scalar>(1), 0));
        Assert.False(Tf.RegisterBackend("mine", static () => new NativeBackend<Lanewise.Kernels.Scalar>(1), 0));
        Tf.SetBackend("mine");
        Tensor x = Tf.Scalar(1f);
        Tf.RemoveBackend("mine");
        Assert.Equal("native", Tf.GetBackend());
        Assert.Throws<ObjectDisposedException>(() => x.ToScalar<float>());
        x.Dispose();
    }

    [Fact]
    public void AFailedBackendLeavesTheOtherCurrent()
    {
        Tf.RegisterBackend("broken", static () => throw new NotSupportedException("no"), 0);
        Assert.Throws<NotSupportedException>(static () => Tf.SetBackend("broken"));
        Assert.Equal("native", Tf.GetBackend());
        Tf.RemoveBackend("broken");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void TheNumberOfThreadsChangesNoBit(int threads)
    {
        int before = Tf.GetThreadsCount();
        using Tensor x = Tf.RandomUniform([1, 40, 40, 32], -1, 1, DType.Float32, 1);
        using Tensor filter = Tf.RandomUniform([3, 3, 32, 48], -1, 1, DType.Float32, 2);
        Tf.SetThreadsCount(1);
        using Tensor expected = x.Conv2D(filter, [1, 1], "same");
        Tf.SetThreadsCount(threads);
        try
        {
            Assert.Equal(threads, Tf.GetThreadsCount());
            using Tensor actual = x.Conv2D(filter, [1, 1], "same");
            Assert.Equal(expected.ToArray<float>(), actual.ToArray<float>());
        }
        finally
        {
            Tf.SetThreadsCount(before);
        }
    }

    [Fact]
    public void ManyThreadsMayCallOps()
    {
        using Tensor x = Tf.RandomUniform([64, 64], -1, 1, DType.Float32, 1);
        using Tensor expected = x.MatMul(x);
        float[] values = expected.ToArray<float>();
        int before = Tf.Memory().NumTensors;
        Parallel.For(0, 64, _ => Assert.Equal(values, Tf.Tidy(() => x.MatMul(x).Add(0f).ToArray<float>())));
        Assert.Equal(before, Tf.Memory().NumTensors);
    }
}
