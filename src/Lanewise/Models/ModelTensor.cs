using System.Collections.Immutable;

namespace Lanewise;

/// <summary>An input or an output of a model.</summary>
/// <param name="Name">The name to give it by: its key in the model's signature, or else its node's or layer's name.</param>
/// <param name="DType">The dtype; null if the model does not say.</param>
/// <param name="Shape">The shape, in which -1 is any size; null if the model does not even say the rank.</param>
public sealed record ModelTensor(string Name, DType? DType, ImmutableArray<int>? Shape)
{
    /// <summary>The name, dtype and shape, such as <c>input: float32[-1,224,224,3]</c>.</summary>
    public override string ToString() => $"{Name}: {DType?.Word() ?? "?"}[{(Shape is { } shape ? string.Join(',', shape) : "...")}]";

    /// <exception cref="ArgumentException">The tensor is none of these.</exception>
    internal void Require(Tensor tensor)
    {
        bool fits = (DType ?? tensor.DType) == tensor.DType
            && (Shape is not { } shape || (shape.Length == tensor.Rank && shape.Zip(tensor.Shape).All(pair => pair.First < 0 || pair.First == pair.Second)));
        if (!fits)
        {
            throw new ArgumentException($"the input {this} was expected, but {tensor.DType.Word()}[{string.Join(',', tensor.Shape)}] was given");
        }
    }
}
