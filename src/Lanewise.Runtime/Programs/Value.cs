namespace Lanewise.Runtime.Programs;

public enum ValueKind
{
    /// <summary>A result of a node.</summary>
    Computed,

    /// <summary>A tensor that was there before, or was made by a pass: the same in every replay.</summary>
    Constant,

    /// <summary>A tensor that each replay is given.</summary>
    Input,
}

/// <summary>What nodes read and write: a dtype and so many elements. A shape belongs to each use, as in any request.</summary>
public unsafe struct Value
{
    public ValueKind Kind;
    public DType Type;
    public int Elements;

    /// <summary>As the node gives it; of a constant or an input it is not known.</summary>
    public Shape Shape;

    /// <summary>Of a constant, and of an input in the running replay, the tensor; else 0.</summary>
    public int Tensor;

    /// <summary>The node that computes it, or −1.</summary>
    public int Node;

    /// <summary>Not the same in every replay.</summary>
    public bool DependsOnInput;

    /// <summary>How many operands, steps and outputs of the program refer to it; see <see cref="Program.CountUses"/>.</summary>
    public int Uses;

    /// <summary>The last node that refers to it.</summary>
    public int LastUser;

    /// <summary>In how many nodes of the running replay only what was packed from it was read, and the last one; see <see cref="Shedding"/>.</summary>
    public int PackedUses;
    public int PackedBy;

    /// <summary>The program needs nothing but what was packed from it.</summary>
    public bool IsPackedOnly;

    /// <summary>It is one of the program's outputs.</summary>
    public bool IsOutput;

    /// <summary>The value in whose memory it lies, from <see cref="Offset"/> on: itself, or one that it is a part of.</summary>
    public int Home;

    /// <summary>Other values have it as their home; see <see cref="Program.CountUses"/>.</summary>
    public bool HasParts;

    /// <summary>In bytes: within the home, or of a home within the arena.</summary>
    public nint Offset;

    /// <summary>In the running replay.</summary>
    public byte* Data;

    public readonly nint Bytes => (nint)Elements * Type.Bytes();
}
