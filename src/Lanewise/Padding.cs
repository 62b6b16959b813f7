using System.Collections.Immutable;

namespace Lanewise;

/// <summary>
/// The padding of a convolution or a pool: <c>"valid"</c>, <c>"same"</c>, a number of pixels for all sides, or the numbers before
/// and after each dimension.
/// </summary>
public readonly struct Padding
{
    private readonly bool _isSame;

    private Padding(bool isSame, ImmutableArray<int> explicitPads)
    {
        _isSame = isSame;
        Explicit = explicitPads;
    }

    /// <summary>None: windows lie inside the image.</summary>
    public static Padding Valid => default;

    /// <summary>So much that with strides of 1 the output has the size of the input, half of it on each side.</summary>
    public static Padding Same => new(true, default);

    /// <summary>The numbers, if it is neither of the words; otherwise default.</summary>
    public ImmutableArray<int> Explicit { get; }

    /// <summary>The index in Runtime's words; −1 if it is numbers.</summary>
    internal int Word => !Explicit.IsDefault ? -1 : _isSame ? 1 : 0;

    /// <summary>The same number of pixels on all sides.</summary>
    public static implicit operator Padding(int pixels) => new(false, [pixels]);

    /// <summary>For each dimension the numbers before and after: eight for an image [batch, height, width, channels].</summary>
    public static implicit operator Padding(int[] pads) => new(false, [.. pads]);

    /// <summary>"valid" or "same", as tfjs writes it.</summary>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static implicit operator Padding(string word) => word switch
    {
        _ when string.Equals(word, "same", StringComparison.OrdinalIgnoreCase) => Same,
        _ when string.Equals(word, "valid", StringComparison.OrdinalIgnoreCase) => Valid,
        _ => throw new ArgumentException($"the padding must be \"valid\", \"same\" or numbers, but is \"{word}\""),
    };
}
