namespace Lanewise.Wasm;

/// <summary>Parameters and results of a function. Equal by content, so that a module holds each type once.</summary>
public sealed class FunctionType(IEnumerable<ValueType> parameters, IEnumerable<ValueType> results) : IEquatable<FunctionType>
{
    public FunctionType(IEnumerable<ValueType> parameters, ValueType? result)
        : this(parameters, result is { } type ? [type] : [])
    {
    }

    public IReadOnlyList<ValueType> Parameters { get; } = [.. parameters];
    public IReadOnlyList<ValueType> Results { get; } = [.. results];

    public bool Equals(FunctionType? other) =>
        other is not null && Parameters.SequenceEqual(other.Parameters) && Results.SequenceEqual(other.Results);

    public override bool Equals(object? obj) => Equals(obj as FunctionType);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ValueType type in Parameters)
        {
            hash.Add(type);
        }

        hash.Add(0);
        foreach (ValueType type in Results)
        {
            hash.Add(type);
        }

        return hash.ToHashCode();
    }
}
