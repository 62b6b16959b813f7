namespace Lanewise;

/// <summary>The gradients of a kernel: for each input, named as in the kernel's declaration, a function of what a run has left.</summary>
internal sealed class GradientRule(string kernel)
{
    private readonly Dictionary<string, Func<BackwardRun, Tensor>> _gradients = [];

    public string Kernel => kernel;

    /// <summary>The inputs that the functions read.</summary>
    public string[] Saves { get; init; } = [];

    /// <summary>Whether the functions read outputs.</summary>
    public bool SavesOutputs { get; init; }

    /// <exception cref="InvalidOperationException">There is no gradient with respect to the input.</exception>
    public Func<BackwardRun, Tensor> this[string input]
    {
        get => _gradients.TryGetValue(input, out Func<BackwardRun, Tensor>? gradient) ? gradient : throw new InvalidOperationException(
            $"Cannot backprop through input {input}. Available gradients found: {string.Join(',', _gradients.Keys)}.");
        init => _gradients[input] = value;
    }

    /// <summary>Of a kernel with the input x, from it and the gradient of the output.</summary>
    public static GradientRule FromX(string kernel, Func<Tensor, Tensor, Tensor> gradient) =>
        new(kernel) { Saves = ["x"], ["x"] = run => gradient(run["x"], run.Dy) };

    /// <summary>Of a kernel with the input x, from its output and the gradient of that.</summary>
    public static GradientRule FromY(string kernel, Func<Tensor, Tensor, Tensor> gradient) =>
        new(kernel) { SavesOutputs = true, ["x"] = run => gradient(run.Y, run.Dy) };

    /// <summary>Of a kernel with the inputs a and b, which broadcast.</summary>
    public static GradientRule FromAB(string kernel, Func<Tensor, Tensor, Tensor, Tensor> a, Func<Tensor, Tensor, Tensor, Tensor> b) => new(kernel)
    {
        Saves = ["a", "b"],
        ["a"] = run => a(run["a"], run["b"], run.Dy).SumTo(run.Shape("a")),
        ["b"] = run => b(run["a"], run["b"], run.Dy).SumTo(run.Shape("b")),
    };
}
