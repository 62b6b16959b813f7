namespace Lanewise.Runtime;

/// <summary>An attribute that means one thing as a number and another as a list.</summary>
public readonly struct IntOrInts(bool isSingle, IntList ints)
{
    /// <summary>The host gave a number; it is the list's one element.</summary>
    public bool IsSingle { get; } = isSingle;

    public IntList Ints { get; } = ints;
}
