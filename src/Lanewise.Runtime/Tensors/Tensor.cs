namespace Lanewise.Runtime;

/// <summary>An argument or an output as an op sees it: data in the table, and the shape that came with the call.</summary>
public unsafe struct Tensor
{
    /// <summary>0 if an optional argument is absent.</summary>
    public int Id;
    public DType Type;

    /// <summary>The index of the field it came in, for <see cref="Call.Fail"/>; −1 for an output.</summary>
    public int Argument;
    public byte* Data;
    public Shape Shape;

    public readonly bool IsPresent => Id != 0;
    public readonly int Rank => Shape.Rank;
    public readonly int Size => Shape.Size;
    public readonly float* Floats => (float*)Data;
    public readonly int* Ints => (int*)Data;
}
