using Xunit;

namespace Lanewise.Tests;

public sealed class CompileTests : IDisposable
{
    private readonly List<string> _warnings = [];
    private readonly string _backend = Tf.GetBackend();

    private CompileOptions Options => new() { OnWarning = _warnings.Add };

    public void Dispose() => Tf.SetBackend(_backend);

    private static Tensor Network(Tensor x, Tensor filter, Tensor scale)
    {
        Tensor y = Tf.Conv2D(x, filter, [1], Padding.Same).Mul(scale);
        return Tf.Relu(y.Add(x)).Mul(Tf.Sigmoid(y));
    }

    [Theory]
    [InlineData("native")]
    [InlineData("cpu")]
    public void ReplaysGiveWhatTheFunctionGives(string backend)
    {
        Tf.SetBackend(backend);
        using Tensor filter = Tf.RandomNormal([3, 3, 8, 8], seed: 1);
        using Tensor scale = Tf.RandomNormal([8], seed: 2);
        using CompiledFunction fast = Tf.Compile(x => Network(x, filter, scale), Options);
        for (int i = 0; i < 4; i++)
        {
            using Tensor x = Tf.RandomNormal([1, 6 + (i % 2), 7, 8], seed: 3 + i);
            using Tensor expected = Tf.Tidy(() => Network(x, filter, scale));
            using Tensor actual = fast.RunOne(x);
            Assert.Equal(expected.Shape, actual.Shape);
            float[] values = expected.ToArray<float>();
            float range = values.Max() - values.Min();
            Assert.All(values.Zip(actual.ToArray<float>()), pair => Assert.InRange(pair.First - pair.Second, -1e-5f * range, 1e-5f * range));
        }

        Assert.Equal(2, fast.Memory.Count);
        Assert.Contains("went into the weights of op 0", fast.Explain());
        Assert.Contains("follows in the pass of op 0", fast.Explain());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void NothingIsLeftBehind()
    {
        using Tensor filter = Tf.RandomNormal([3, 3, 8, 8], seed: 1);
        using Tensor scale = Tf.Ones([8]);
        using Tensor x = Tf.RandomNormal([1, 6, 7, 8], seed: 2);
        CompiledFunction fast = Tf.Compile(input => Network(input, filter, scale), Options);
        fast.RunOne(x).Dispose();
        fast.RunOne(x).Dispose();
        MemoryInfo before = Tf.Memory();
        for (int i = 0; i < 100; i++)
        {
            fast.RunOne(x).Dispose();
        }

        Assert.Equal(before.NumTensors, Tf.Memory().NumTensors);
        Assert.Equal(before.Backend.Used, Tf.Memory().Backend.Used);
        fast.Dispose();
        Assert.True(Tf.Memory().Backend.Used < before.Backend.Used);
        using Tensor again = fast.RunOne(x);
        Assert.Equal(x.Shape, again.Shape);
        fast.Dispose();
    }

    [Fact]
    public void InputsConstantsAndTwinsAreGivenBack()
    {
        using Tensor constant = Tf.Tensor([5f, 6], [2]);
        using CompiledFunction fast = Tf.Compile(inputs => [inputs[0], constant, inputs[0].Add(inputs[1]), inputs[0].Reshape([2, 1])], Options);
        using Tensor a = Tf.Tensor([1f, 2], [2]);
        using Tensor b = Tf.Tensor([3f, 4], [2]);
        for (int i = 0; i < 3; i++)
        {
            Tensor[] results = fast.Run(a, i == 2 ? a : b);
            Assert.Equal([1f, 2], results[0].ToArray<float>());
            Assert.Equal([5f, 6], results[1].ToArray<float>());
            Assert.Equal(i == 2 ? [2f, 4] : [4f, 6], results[2].ToArray<float>());
            Assert.Equal([2, 1], results[3].Shape);
            Tf.Dispose(results);
        }

        Assert.Equal([5f, 6], constant.ToArray<float>());
        Assert.Equal([1f, 2], a.ToArray<float>());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void VariablesAreReadAndAssigned()
    {
        using Variable sum = Tf.Variable(Tf.Scalar(0f));
        using CompiledFunction fast = Tf.Compile(
            x =>
            {
                sum.Assign(sum.Add(x));
                return sum.Mul(Tf.Scalar(2f));
            },
            Options);
        using Tensor one = Tf.Scalar(1f);
        for (int i = 1; i <= 4; i++)
        {
            using Tensor twice = fast.RunOne(one);
            Assert.Equal(2f * i, twice.ToArray<float>()[0]);
        }

        using Tensor hundred = Tf.Scalar(100f);
        sum.Assign(hundred);
        using Tensor last = fast.RunOne(one);
        Assert.Equal(202f, last.ToArray<float>()[0]);
        Assert.Single(fast.Memory);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void WhatCannotBeRecordedRunsAsAlways()
    {
        using CompiledFunction fast = Tf.Compile(x => x.ToArray<float>()[0] > 0 ? x.Add(x) : x.Neg(), Options);
        using Tensor plus = Tf.Tensor([1f, 2], [2]);
        using Tensor minus = Tf.Tensor([-1f, 2], [2]);
        Assert.Equal([2f, 4], fast.RunOne(plus).ToArray<float>());
        Assert.Equal([1f, -2], fast.RunOne(minus).ToArray<float>());
        Assert.Equal("compile: the function is not replayed: data are read that depend on the inputs (before the first op)", Assert.Single(_warnings));

        using CompiledFunction random = Tf.Compile(x => x.Add(Tf.RandomNormal([2])), Options with { Strict = true });
        Assert.Contains("a random number is drawn", Assert.Throws<InvalidOperationException>(() => random.RunOne(plus)).Message);
        Assert.Contains("there is no fusion 'magic'", Assert.Throws<ArgumentException>(() => Tf.Compile((Tensor x) => x, Options with { Without = ["magic"] })).Message);
    }

    [Fact]
    public void AnErrorInAFunctionLeavesNothing()
    {
        using Tensor x = Tf.Tensor([1f, 2], [2]);
        bool fails = true;
        using CompiledFunction fast = Tf.Compile(y => y.Add(fails ? Tf.Ones([3]) : Tf.Ones([2])), Options);
        MemoryInfo before = Tf.Memory();
        Assert.Throws<KernelException>(() => fast.RunOne(x));
        Assert.Equal(before.NumTensors, Tf.Memory().NumTensors);
        Assert.Equal(before.Backend.Used, Tf.Memory().Backend.Used);
        fails = false;
        Assert.Equal([2f, 3], fast.RunOne(x).ToArray<float>());
        Assert.Equal([2f, 3], fast.RunOne(x).ToArray<float>());
    }
}
