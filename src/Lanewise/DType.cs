namespace Lanewise;

/// <summary>The type of a tensor's elements.</summary>
public enum DType
{
    /// <summary>IEEE 754 single precision, <see cref="float"/>.</summary>
    Float32,

    /// <summary>32-bit signed integers, <see cref="int"/>.</summary>
    Int32,

    /// <summary>Truth values, one byte each, <see cref="bool"/>.</summary>
    Bool,

    /// <summary>Pairs of single precision numbers: the real and the imaginary part.</summary>
    Complex64,

    /// <summary>Text, or bytes, kept in UTF-8.</summary>
    String,
}

internal static class DTypes
{
    /// <summary>As tfjs writes it.</summary>
    public static string Word(this DType type) => type switch
    {
        DType.Float32 => "float32",
        DType.Int32 => "int32",
        DType.Bool => "bool",
        DType.Complex64 => "complex64",
        _ => "string",
    };

    /// <summary>Bytes of an element in a backend; a string's are counted otherwise.</summary>
    public static int Bytes(this DType type) => type switch
    {
        DType.Bool => 1,
        DType.Complex64 => 8,
        DType.String => 0,
        _ => 4,
    };
}
