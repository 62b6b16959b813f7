namespace Lanewise;

/// <summary>A number or a list of numbers, which some kernels tell apart.</summary>
internal readonly ref struct IntOrInts
{
    public bool IsOne { get; init; }

    public int One { get; init; }

    public ReadOnlySpan<int> Many { get; init; }

    public static implicit operator IntOrInts(int one) => new() { IsOne = true, One = one };

    public static implicit operator IntOrInts(ReadOnlySpan<int> many) => new() { Many = many };
}
