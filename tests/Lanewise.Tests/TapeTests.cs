using Xunit;

namespace Lanewise.Tests;

/// <summary>A tape is told of every kernel, whoever calls it, with what it was called with.</summary>
public sealed class TapeTests
{
    private sealed class List : Tape
    {
        public List<KernelRun> Runs { get; } = [];

        public override void Record(KernelRun run) => Runs.Add(run);
    }

    [Fact]
    public void ATapeKnowsKernelInputsAttributesAndOutputs()
    {
        List tape = new();
        using Scope scope = Scope.Open(tape);
        Tensor x = Tf.Ones([1, 4, 4, 1]);
        Tensor y = x.MaxPool([2, 2], [1, 2], "same");
        Tensor z = Tf.Concat([x, x], 3);
        Engine.RunKernel("Sum", new Dictionary<string, object?> { ["x"] = z }, new Dictionary<string, object?> { ["axis"] = new[] { 0, 1 }, ["keepDims"] = true });
        using (Scope silent = Scope.Open(tape: null))
        {
            x.Neg();
        }

        Assert.Equal(["Fill", "MaxPool", "Concat", "Sum"], tape.Runs.Select(static run => run.Kernel));
        KernelRun pool = tape.Runs[1];
        Assert.Same(x, pool.Input("x"));
        Assert.Same(y, Assert.Single(pool.Outputs));
        Assert.Equal([1, 2], pool.Ints("strides")!);
        Assert.Equal(1, pool.Padding("pad").Word);
        Assert.Equal([x, x], tape.Runs[2].InputList("inputs"));
        Assert.Equal(3, tape.Runs[2].Int("axis"));
        Assert.True(tape.Runs[3].Bool("keepDims"));
        Assert.Equal(1.0, tape.Runs[0].Double("value"));
    }
}
