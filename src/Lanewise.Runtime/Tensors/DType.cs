namespace Lanewise.Runtime;

/// <summary>Element types, by their codes at the boundary. A bool is one byte, 0 or 1.</summary>
public enum DType
{
    Float32,
    Int32,
    Bool,
    Complex64,
}

public static class DTypes
{
    /// <summary>How many there are; a higher code is malformed.</summary>
    public const int Count = 4;

    /// <summary>Bytes of one element.</summary>
    public static int Bytes(this DType type) => type == DType.Bool ? 1 : type == DType.Complex64 ? 8 : 4;
}
