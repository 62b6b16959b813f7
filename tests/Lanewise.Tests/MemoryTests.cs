using Xunit;

namespace Lanewise.Tests;

/// <summary>Tensors live until they are disposed of, one by one or by the end of a scope.</summary>
public sealed class MemoryTests
{
    private readonly MemoryInfo _before = Tf.Memory();

    private int NewTensors => Tf.Memory().NumTensors - _before.NumTensors;

    [Fact]
    public void DisposingGivesTheMemoryBack()
    {
        Tensor x = Tf.Zeros([1000]);
        Assert.Equal((1, 1, 4000L), (NewTensors, Tf.Memory().NumDataBuffers - _before.NumDataBuffers, Tf.Memory().NumBytes - _before.NumBytes));
        Assert.Equal(_before.Backend.Tensors + 1, Tf.Memory().Backend.Tensors);
        x.Dispose();
        x.Dispose();
        Assert.True(x.IsDisposed);
        Assert.Equal((0, _before.NumBytes, _before.Backend.Tensors), (NewTensors, Tf.Memory().NumBytes, Tf.Memory().Backend.Tensors));
    }

    [Fact]
    public void TensorsOfDifferentShapesShareTheirData()
    {
        Tensor x = Tf.Tensor([1f, 2, 3, 4]);
        Tensor y = x.Reshape([2, 2]);
        Assert.Equal((2, 1), (NewTensors, Tf.Memory().NumDataBuffers - _before.NumDataBuffers));
        x.Dispose();
        Assert.Equal([1f, 2, 3, 4], y.ToArray<float>());
        y.Dispose();
        Assert.Equal(_before.Backend.Tensors, Tf.Memory().Backend.Tensors);
    }

    [Fact]
    public void TidyDisposesOfAllButItsResult()
    {
        Tensor kept = Tf.Zeros([1]);
        Tensor result = Tf.Tidy(() =>
        {
            Tensor x = Tf.Tensor([1f, 2]).Add(1f);
            kept = Tf.Keep(x.Mul(10f));
            return x.Square();
        });
        Assert.Equal([4f, 9], result.ToArray<float>());
        Assert.Equal([20f, 30], kept.ToArray<float>());
        Assert.Equal(3, NewTensors);
    }

    [Fact]
    public void TidyLooksIntoTuplesListsAndDictionaries()
    {
        (Tensor a, (Tensor b, int two)) = Tf.Tidy(static () => (Tf.Scalar(1f), (Tf.Scalar(2f).Add(1f), 2)));
        Tensor[] list = Tf.Tidy(static () => Tf.Split(Tf.Range(0, 4), 2));
        Dictionary<string, Tensor> named = Tf.Tidy(static () => new Dictionary<string, Tensor> { ["x"] = Tf.Scalar(5f).Neg() });
        Assert.Equal((1f, 3f, 2), (a.ToScalar<float>(), b.ToScalar<float>(), two));
        Assert.Equal([2f, 3], list[1].ToArray<float>());
        Assert.Equal(-5f, named["x"].ToScalar<float>());
        Assert.Equal(5, NewTensors);
        Tf.Dispose([a, b, .. list, named["x"]]);
        Assert.Equal(0, NewTensors);
    }

    [Fact]
    public void AnInnerResultBelongsToTheOuterScope()
    {
        float sum = Tf.Tidy(static () =>
        {
            Tensor x = Tf.Tidy(static () => Tf.Scalar(1f).Add(2f));
            return x.Add(x).ToScalar<float>();
        });
        Assert.Equal((6f, 0), (sum, NewTensors));
    }

    [Fact]
    public void AScopeThatFailsDisposesOfItsTensors()
    {
        Assert.Throws<InvalidOperationException>(static () => Tf.Tidy(static Tensor () =>
        {
            Tf.Zeros([3]).Add(1f);
            throw new InvalidOperationException();
        }));
        Assert.Equal(0, NewTensors);
    }

    [Fact]
    public void ScopesOfThreadsDoNotMix()
    {
        Tf.Tidy(static () =>
        {
            Tensor? other = null;
            Thread thread = new(() => other = Tf.Tidy(static () => Tf.Scalar(1f).Add(1f)));
            thread.Start();
            thread.Join();
            Assert.Equal(2f, other!.ToScalar<float>());
            other.Dispose();
        });
        Assert.Equal(0, NewTensors);
    }

    [Fact]
    public void TidyRefusesATask()
    {
        object Later() => Task.CompletedTask;
        Assert.Throws<ArgumentException>(() => Tf.Tidy(Later));
    }

    [Fact]
    public void AVariableOutlivesScopesAndTakesNewValues()
    {
        Variable v = Tf.Tidy(static () => Tf.Variable(Tf.Tensor([1f, 2]), name: "v"));
        using (Tensor value = Tf.Tensor([5f, 6]))
        {
            v.Assign(value);
        }

        Assert.Equal([5f, 6], v.ToArray<float>());
        using Tensor wrong = Tf.Tensor([1f]);
        Assert.Contains("variable v is float32[2], and cannot take float32[1]", Assert.Throws<ArgumentException>(() => v.Assign(wrong)).Message);
        v.Dispose();
        wrong.Dispose();
        Assert.Equal(0, NewTensors);
    }

    [Fact]
    public void OpsLeaveNothingBehind()
    {
        using (Tensor x = Tf.Tensor([1f, 2, 3, 4, 5, 6], [2, 3]), i = Tf.Tensor([1, 2, 3]))
        {
            (Tensor mean, Tensor variance) = x.Moments([0]);
            Tf.Dispose(mean, variance, x + 1f, 2f * x, x / i, -x, x.LogSoftmax(), x.Norm(), Tf.Losses.HuberLoss(x, x), Tf.Linalg.BandPart(x, 0, 1), x.ClipByValue(2, 2));
            Assert.Equal(2, NewTensors);
        }

        Assert.Equal(_before.Backend.Tensors, Tf.Memory().Backend.Tensors);
    }
}
