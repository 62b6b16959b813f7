using System.Runtime.CompilerServices;

namespace Lanewise.Runtime;

/// <summary>An attribute that is either a word, such as 'same', or explicit numbers.</summary>
public readonly struct Choice<TEnum>(int ordinal, IntList ints)
    where TEnum : unmanaged, Enum
{
    private readonly int _ordinal = ordinal;

    /// <summary>The numbers, where <see cref="IsExplicit"/>.</summary>
    public IntList Ints { get; } = ints;

    public bool IsExplicit => _ordinal < 0;

    /// <summary>The word, unless <see cref="IsExplicit"/>.</summary>
    public TEnum Value => Unsafe.BitCast<int, TEnum>(_ordinal);
}
