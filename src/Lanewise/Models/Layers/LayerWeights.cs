namespace Lanewise.Models;

/// <summary>The weights of a model by the names that its layers know them by: the scope, such as the layer's name, and their own.</summary>
internal sealed class LayerWeights
{
    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string> _untaken;
    private readonly IReadOnlyDictionary<string, Tensor> _weights;
    private readonly string _scope;

    public LayerWeights(IReadOnlyDictionary<string, Tensor> weights)
    {
        _weights = weights;
        _scope = "";
        _untaken = [.. weights.Keys];
        _names = weights.Keys.ToDictionary(name => name);
        foreach (string name in weights.Keys)
        {
            // Newer versions of TensorFlow name the cell too: lstm/lstm_cell/kernel.
            string[] parts = name.Split('/');
            if (parts.Length > 2)
            {
                _names.TryAdd(string.Join('/', [.. parts[..^2], parts[^1]]), name);
            }
        }
    }

    private LayerWeights(LayerWeights outer, string scope)
    {
        _weights = outer._weights;
        _names = outer._names;
        _untaken = outer._untaken;
        _scope = $"{scope}/";
    }

    /// <summary>The weights that no layer has taken.</summary>
    public IReadOnlyCollection<string> Untaken => _untaken;

    /// <summary>A scope inside this one.</summary>
    public LayerWeights Of(string scope) => new(this, _scope + scope);

    /// <summary>The scope of a model's layer, which is the same wherever that model is inside another.</summary>
    public LayerWeights OfLayer(Layer layer) => new(this, layer.Name);

    /// <exception cref="ModelFormatException">There is no such weight, or it has another shape.</exception>
    public Tensor Take(string name, int[] shape, Layer layer)
    {
        string full = _scope + name;
        if (!_names.TryGetValue(full, out string? actual))
        {
            throw layer.Config.Problem($"the weight '{full}' is missing");
        }

        Tensor weight = _weights[actual];
        _untaken.Remove(actual);
        return weight.Rank == shape.Length && weight.Shape.Zip(shape).All(pair => pair.Second < 0 || pair.First == pair.Second)
            ? weight
            : throw layer.Config.Problem($"the weight '{actual}' has shape [{string.Join(", ", weight.Shape)}], but [{string.Join(", ", shape)}] is needed");
    }
}
