using System.Collections.Immutable;

namespace Lanewise.Models;

/// <summary>The shape of the elements of a list of tensors, as far as it is known: -1 is an unknown dimension.</summary>
internal readonly struct ElementShape
{
    private readonly int[]? _dimensions;

    private ElementShape(int[]? dimensions)
    {
        _dimensions = dimensions;
    }

    /// <param name="dimensions">Null if even the rank is unknown.</param>
    public static ElementShape From(int[]? dimensions) => new(dimensions);

    /// <summary>The shape in a tensor: a vector of dimensions, or a number for an unknown rank.</summary>
    public static ElementShape From(OpCall call, Index input) =>
        call[input].Rank == 0 ? default : new ElementShape(call.Ints(input));

    public bool IsKnown => _dimensions is not null && !_dimensions.Contains(-1);

    public bool IsScalarOrUnknown => _dimensions is not { Length: > 0 };

    /// <summary>What two shapes say together.</summary>
    /// <exception cref="ArgumentException">They contradict each other.</exception>
    public ElementShape With(ElementShape other)
    {
        if (_dimensions is not { } mine || other._dimensions is not { } theirs)
        {
            return _dimensions is null ? other : this;
        }

        if (mine.Length != theirs.Length || mine.Zip(theirs).Any(pair => pair.First >= 0 && pair.Second >= 0 && pair.First != pair.Second))
        {
            throw new ArgumentException($"the elements have shape {this}, but {other} was expected");
        }

        return new ElementShape([.. mine.Zip(theirs, Math.Max)]);
    }

    public ElementShape With(ImmutableArray<int> shape) => With(new ElementShape([.. shape]));

    /// <summary>The shape that these, and the elements there are, leave no doubt about.</summary>
    public int[] Resolve(IEnumerable<Tensor> elements)
    {
        ElementShape shape = elements.Aggregate(this, (known, element) => known.With(element.Shape));
        return shape.IsKnown ? shape._dimensions! : throw new ArgumentException($"the shape of the elements, {shape}, is not fully known");
    }

    public override string ToString() => _dimensions is null ? "of unknown rank" : $"[{string.Join(", ", _dimensions)}]";
}
