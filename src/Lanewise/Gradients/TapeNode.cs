namespace Lanewise;

/// <summary>A function that has run, and knows its gradients. The inputs and outputs are the caller's, and may be disposed of.</summary>
internal abstract class TapeNode(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> outputs) : IDisposable
{
    public IReadOnlyList<Tensor> Inputs => inputs;

    public IReadOnlyList<Tensor> Outputs => outputs;

    /// <summary>What errors call the function.</summary>
    protected abstract string Name { get; }

    /// <summary>For each input that <paramref name="isWanted"/> the gradient, a tensor of its own in the current scope; else null.</summary>
    /// <param name="dys">The gradient of each output.</param>
    /// <param name="isWanted">Whether an input's gradient is of interest.</param>
    /// <exception cref="InvalidOperationException">There is no gradient.</exception>
    public abstract Tensor?[] Gradients(Tensor[] dys, Func<Tensor, bool> isWanted);

    /// <exception cref="InvalidOperationException">The gradient has not the shape of its input, or is not float32.</exception>
    public void Check(int input, Tensor gradient)
    {
        if (gradient.DType != DType.Float32)
        {
            throw new InvalidOperationException(
                $"Error in gradient for op {Name}. The gradient of input {InputName(input)} must have 'float32' dtype, but has '{gradient.DType.Word()}'");
        }

        if (!gradient.Shape.AsSpan().SequenceEqual(inputs[input].Shape.AsSpan()))
        {
            throw new InvalidOperationException(
                $"Error in gradient for op {Name}. The gradient of input '{InputName(input)}' has shape '{string.Join(',', gradient.Shape)}', " +
                $"which does not match the shape of the input '{string.Join(',', inputs[input].Shape)}'");
        }
    }

    /// <summary>Gives back what was kept for the gradients.</summary>
    public abstract void Dispose();

    protected abstract string InputName(int input);

    /// <summary>A share that no scope disposes of.</summary>
    protected static Tensor Saved(Tensor tensor) => Tf.Keep(tensor.Twin());

    /// <summary>A gradient becomes the outer scope's; one that is not of this scope stays where it is, and a twin of it is given.</summary>
    protected static Tensor Own(Scope scope, Tensor gradient) => scope.Leave(gradient.Owner == scope ? gradient : gradient.Twin());
}
