namespace Lanewise.Runtime.Programs;

/// <summary>Where a step finds an operand: in a register (0 is the result itself), or in a value.</summary>
public struct StepSource
{
    /// <summary>−1 for a register.</summary>
    public int Value;
    public int Register;

    /// <summary>The value has an element for each of the result; else one for each column, or a single one.</summary>
    public bool IsWhole;

    /// <summary>If not 0, a whole value has so many columns, the first ones; the others are zeros. Only of the first step of a product.</summary>
    public int Columns;

    public static StepSource OfRegister(int register)
    {
        StepSource source = default;
        source.Value = -1;
        source.Register = register;
        return source;
    }
}

/// <summary>An element-wise node that became part of another one.</summary>
public unsafe struct Step
{
    public Row Function;
    public fixed float Parameters[2];
    public StepSource A;
    public StepSource B;
    public int Register;

    /// <summary>What it was.</summary>
    public int Kernel;
    public int Op;
}
