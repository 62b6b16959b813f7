namespace Lanewise.Runtime.Programs;

/// <summary>A recorded call: the words of its request without the kernel's id, in which a tensor's id is the number of a value plus 1.</summary>
public struct Node
{
    public int Kernel;

    /// <summary>Where its words begin in <see cref="Program.Words"/>, and how many there are.</summary>
    public int Words;
    public int WordCount;

    /// <summary>Where tensors stand among its words: so many entries of <see cref="Program.Operands"/>.</summary>
    public int Operands;
    public int OperandCount;

    /// <summary>The values that it writes: so many entries of <see cref="Program.Results"/>.</summary>
    public int Results;
    public int ResultCount;

    /// <summary>What follows on its result before anybody else reads it: so many entries of <see cref="Program.Steps"/>.</summary>
    public int Steps;
    public int StepCount;

    /// <summary>The node, plus 1, that computes the first operand band by band while this one reads it; 0 for none. By itself that node is dead.</summary>
    public int Feeder;

    /// <summary>The recorded op it came from, for explanations.</summary>
    public int Op;

    public bool IsDead;
}
