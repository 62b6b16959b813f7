using Xunit;

namespace Lanewise.Training.Tests;

public sealed class OptimizerTests
{
    /// <summary>The optimizers of tests/training/networks.mjs.</summary>
    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["sgd"] = static () => Tf.Train.Sgd(0.1),
        ["momentum"] = static () => Tf.Train.Momentum(0.1, 0.9),
        ["adagrad"] = static () => Tf.Train.Adagrad(0.1),
        ["adadelta"] = static () => Tf.Train.Adadelta(0.5),
        ["adam"] = static () => Tf.Train.Adam(0.05),
        ["adamax"] = static () => Tf.Train.Adamax(0.05),
        ["rmsprop"] = static () => Tf.Train.Rmsprop(0.05),
        ["nesterov"] = static () => Tf.Train.Momentum(0.1, 0.9, useNesterov: true),
        ["adamaxWithDecay"] = static () => Tf.Train.Adamax(0.05, 0.8, 0.99, 1e-5, 0.1),
        ["rmspropCentered"] = static () => Tf.Train.Rmsprop(0.02, 0.8, 0.5, 1e-9, centered: true),
    };

    public static TheoryData<string, string> Rows => Backends.Times(Expected.Names("optimizers"));

    public static TheoryData<string> Names => [.. s_optimizers.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void LearnAsInTfjs(string backend, string name) => Backends.Run(backend, () =>
    {
        using Training training = new(Expected.Read("optimizers").GetProperty(name), Networks.All["dense"]);
        using Optimizer optimizer = s_optimizers[name]();
        float[] losses = training.Train(optimizer);
        Expected.Close(training.Losses, losses, 1e-4, "loss");
        Assert.True(losses[^1] < losses[0], $"the loss went from {losses[0]} to {losses[^1]}");
        Assert.Equal(losses.Length, optimizer.Iterations);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void GoOnFromTheirWeights(string name) => Backends.Run("native", () =>
    {
        using Variable x = Tf.Variable(Tf.Tensor([1f, 2]));
        using Optimizer first = s_optimizers[name]();
        using Optimizer second = s_optimizers[name]();
        void Step(Optimizer optimizer) => optimizer.Minimize(() => x.Square().Sum(), varList: [x]);
        Step(first);
        Step(first);
        Tensor start = x.Clone();
        NamedTensor[] state = first.GetWeights();
        Assert.Equal("iter", state[0].Name);
        Assert.Equal(2, state[0].Tensor.ToScalar<int>());
        Assert.All(state.Skip(1), weight => Assert.StartsWith(x.Name + "/", weight.Name));
        Step(first);
        float[] expected = x.ToArray<float>();

        second.SetWeights(state);
        x.Assign(start);
        Step(second);
        Expected.Close(expected, x.ToArray<float>(), 1e-6, "x");
        Assert.Equal(3, second.Iterations);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void LeaveNothingBehind(string name) => Backends.Run("native", () =>
    {
        using Variable x = Tf.Variable(Tf.Ones([6, 3]));
        Tensor input = Tf.Ones([4, 6]);
        using Optimizer optimizer = s_optimizers[name]();
        void Step() => optimizer.Minimize(() => input.MatMul(x).Square().Mean());
        Step();
        MemoryInfo before = Tf.Memory();
        for (int i = 0; i < 50; i++)
        {
            Step();
        }

        Assert.Equal(before with { Backend = default }, Tf.Memory() with { Backend = default });
        Assert.Equal(before.Backend.Tensors, Tf.Memory().Backend.Tensors);
    });

    [Fact]
    public void OnlyTrainableVariablesChange() => Backends.Run("native", () =>
    {
        using Variable x = Tf.Variable(Tf.Scalar(4f), trainable: false);
        using Variable bias = Tf.Variable(Tf.Scalar(2f));
        using Optimizer optimizer = Tf.Train.Sgd(0.5);
        Tensor? cost = optimizer.Minimize(() => x.Square() + (bias * 3), returnCost: true);
        Assert.Equal(22, cost!.ToScalar<float>());
        Assert.Equal(4, x.ToScalar<float>());
        Assert.Equal(0.5f, bias.ToScalar<float>());
        Assert.Null(optimizer.Minimize(() => x.Square() + (bias * 3), varList: [bias, x]));
        Assert.Equal(-1, bias.ToScalar<float>());
        optimizer.ApplyGradients([new(bias.Name, Tf.Scalar(2f))]);
        Assert.Equal(-2, bias.ToScalar<float>());
        optimizer.LearningRate = 0.25;
        optimizer.ApplyGradients(new Dictionary<string, Tensor?> { [bias.Name] = Tf.Scalar(4f), [x.Name] = null });
        Assert.Equal(-3, bias.ToScalar<float>());
    });

    [Fact]
    public void RefuseWhatCannotBe() => Backends.Run("native", () =>
    {
        using Variable fixedOne = Tf.Variable(Tf.Scalar(1f), trainable: false);
        using Variable x = Tf.Variable(Tf.Tensor([1f, 2]), name: "x");
        using Variable y = Tf.Variable(Tf.Tensor([1f, 2, 3]), name: "y");
        using Optimizer adam = Tf.Train.Adam();
        Assert.Equal(
            "variableGrads() expects at least one of the input variables to be trainable, but none of the 1 variables is trainable. (Parameter 'varList')",
            Assert.Throws<ArgumentException>(() => adam.Minimize(() => fixedOne.Square(), varList: [fixedOne])).Message);
        Assert.StartsWith("The f passed in variableGrads(f) must return a scalar", Assert.Throws<InvalidOperationException>(() => adam.Minimize(() => x.Square(), varList: [x])).Message);
        Assert.StartsWith("Cannot find a connection", Assert.Throws<InvalidOperationException>(() => adam.Minimize(() => fixedOne.Square(), varList: [x])).Message);
        adam.Minimize(() => x.Sum(), varList: [x]);
        Assert.Contains("in its place the optimizer knows x/m of shape [2]", Assert.Throws<ArgumentException>(() => adam.Minimize(() => y.Sum(), varList: [y])).Message);
        Assert.Contains("2 kinds of slots", Assert.Throws<ArgumentException>(() => adam.SetWeights([new("iter", Tf.Scalar(1)), new("m", x)])).Message);
        Assert.Throws<ArgumentException>(() => adam.ApplyGradients([new("z", x)]));
        Assert.Equal("Variable with name x was already registered (Parameter 'name')", Assert.Throws<ArgumentException>(() => Tf.Variable(x, name: "x")).Message);
    });
}
