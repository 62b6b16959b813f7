using System.Reflection;

namespace Lanewise.Compiler.Tests.Differential;

/// <summary>How a parameter or a result of an export looks on both sides.</summary>
internal static class Kind
{
    /// <summary>The type without its enum.</summary>
    public static Type Underlying(Type type) => type.IsEnum ? Enum.GetUnderlyingType(type) : type;

    /// <summary>The WebAssembly value (int, long, float or double) of a native one.</summary>
    public static object ToWasm(object value) => value switch
    {
        Enum e => ToWasm(Convert.ChangeType(e, Enum.GetUnderlyingType(e.GetType()), null)),
        bool b => b ? 1 : 0,
        byte b => (int)b,
        sbyte b => (int)b,
        short s => (int)s,
        ushort s => (int)s,
        char c => (int)c,
        uint u => (int)u,
        ulong u => (long)u,
        _ => value,
    };

    /// <summary>Bit-equal, or both NaN.</summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y) || (float.IsNaN(x) && float.IsNaN(y)),
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y)),
        _ => Equals(a, b),
    };

    public static string Show(object? value) => value switch
    {
        float f => $"{f:R} (0x{BitConverter.SingleToInt32Bits(f):X8})",
        double d => $"{d:R} (0x{BitConverter.DoubleToInt64Bits(d):X16})",
        Pointer => "block",
        _ => FormattableString.Invariant($"{value}"),
    };
}
