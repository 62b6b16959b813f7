namespace Lanewise;

/// <summary>One kind of what an optimizer knows of each variable: a tensor of its shape, by the variable's place.</summary>
/// <param name="suffix">What is appended to the variable's name.</param>
/// <param name="initial">The elements at first.</param>
internal sealed class OptimizerSlot(string suffix, double initial = 0) : IDisposable
{
    private readonly List<NamedTensor> _values = [];

    public Tensor this[int index]
    {
        get => _values[index].Tensor;

        set
        {
            _values[index].Tensor.Dispose();
            _values[index] = _values[index] with { Tensor = Kept(value) };
        }
    }

    /// <exception cref="ArgumentException">The place is that of a variable of another shape.</exception>
    public void Prepare(int index, Variable variable)
    {
        if (index == _values.Count)
        {
            _values.Add(new($"{variable.Name}/{suffix}", Tf.Keep(Tf.Fill(variable.Shape.AsSpan(), initial))));
        }
        else if (!_values[index].Tensor.Shape.AsSpan().SequenceEqual(variable.Shape.AsSpan()))
        {
            throw new ArgumentException(
                $"variable {variable.Name} has the shape [{string.Join(',', variable.Shape)}], but in its place the optimizer knows {_values[index].Name} " +
                $"of shape [{string.Join(',', _values[index].Tensor.Shape)}]; the variables must come in one order");
        }
    }

    public IEnumerable<NamedTensor> Weights() => _values.Select(static value => value with { Tensor = value.Tensor.Twin() });

    public void Set(IEnumerable<NamedTensor> values)
    {
        NamedTensor[] kept = [.. values.Select(static value => value with { Tensor = Kept(value.Tensor) })];
        Dispose();
        _values.AddRange(kept);
    }

    public void Dispose()
    {
        Tf.Dispose(_values.Select(static value => value.Tensor));
        _values.Clear();
    }

    private static Tensor Kept(Tensor tensor) => Tf.Keep(tensor.Twin());
}
