namespace Lanewise.Models;

/// <summary>The weights of a model as values, which every run shares.</summary>
internal sealed class WeightTable(IReadOnlyDictionary<string, Tensor> tensors)
{
    private readonly Dictionary<string, GraphValue> _values =
        tensors.ToDictionary(pair => pair.Key, pair => GraphValue.Borrowed(pair.Value));

    public GraphValue? Find(string name) => _values.GetValueOrDefault(name);
}
