namespace Lanewise;

/// <summary>A kernel's run seen from behind: what its gradient with respect to one input is made of.</summary>
/// <param name="run">The run, with kept tensors in the places that the rule names.</param>
/// <param name="rule">The kernel's rule.</param>
/// <param name="dys">The gradients of the outputs.</param>
/// <param name="index">Which tensor of the input is meant, if that is a list.</param>
internal sealed class BackwardRun(KernelRun run, GradientRule rule, Tensor[] dys, int index)
{
    /// <summary>The attributes, and the shapes of the tensors.</summary>
    public KernelRun Run => run;

    public Tensor Dy => dys[0];

    public Tensor[] Dys => dys;

    public int Index => index;

    /// <summary>The output, as float32.</summary>
    public Tensor Y => rule.SavesOutputs ? Float(run.Outputs[0]) : throw NotSaved("output");

    /// <summary>An input, as float32.</summary>
    public Tensor this[string input] => Float(Saved(input));

    /// <summary>An input with its dtype.</summary>
    public Tensor Saved(string input) => rule.Saves.Contains(input) ? run.Input(input)! : throw NotSaved(input);

    public ReadOnlySpan<int> Shape(string input) => run.Input(input)!.Shape.AsSpan();

    /// <summary>The axes that an attribute gives, all of an input's if it gives none.</summary>
    public int[] Axes(string attribute, string input)
    {
        int rank = Shape(input).Length;
        return run.Ints(attribute) is { Length: > 0 } axes ? [.. axes.Select(axis => Lanewise.Axes.Resolve(axis, rank))] : Lanewise.Axes.All(rank);
    }

    private static Tensor Float(Tensor tensor) => tensor.DType == DType.Float32 ? tensor : tensor.Cast(DType.Float32);

    private InvalidOperationException NotSaved(string what) => new($"the gradient of {rule.Kernel} reads {what}, which its rule does not save");
}
