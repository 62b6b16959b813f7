namespace Lanewise;

/// <summary>A function with a gradient of its caller's on the tape.</summary>
internal sealed class CustomNode : TapeNode
{
    private readonly Func<Tensor, Tensor[], Tensor[]> _gradient;
    private readonly Tensor[] _saved;

    public CustomNode(Tensor[] inputs, Tensor output, Func<Tensor, Tensor[], Tensor[]> gradient, IEnumerable<Tensor> saved)
        : base(inputs, [output])
    {
        _gradient = gradient;
        _saved = [.. saved.Select(Saved)];
    }

    protected override string Name => "CustomGrad";

    public override Tensor?[] Gradients(Tensor[] dys, Func<Tensor, bool> isWanted)
    {
        using Scope scope = Scope.Open();
        Tensor[] found = _gradient(dys[0], _saved);
        if (found.Length != Inputs.Count)
        {
            throw new InvalidOperationException(
                "The function f passed in customGrad(f) must return an object where `obj.gradFunc` is a function that returns the same number of " +
                $"tensors as inputs passed to f(...): there are {Inputs.Count} inputs, but {found.Length} gradients.");
        }

        return [.. found.Select((gradient, i) => isWanted(Inputs[i]) ? Own(scope, gradient) : null)];
    }

    public override void Dispose() => Tf.Dispose(_saved);

    protected override string InputName(int input) => input.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
