namespace Lanewise.Compiler.Support;

/// <summary>Marks a method of the compiler's own support code as an instruction, as the dialect's attribute does.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WasmOpAttribute(string instruction) : Attribute
{
    public string Instruction { get; } = instruction;
}

/// <summary>
/// Conversions that WebAssembly 1.0 lacks. Its own traps outside the range, so the range is tested first; the bounds are
/// the powers of two at which it ends, which are exact.
/// </summary>
internal static class Scalars
{
    public static int Extend8(int value) => value << 24 >> 24;

    public static int Extend16(int value) => value << 16 >> 16;

    public static int ToInt32(float value) =>
        value < 2147483648f ? value >= -2147483648f ? Truncate32(value) : value < 0 ? int.MinValue : 0 : value > 0 ? int.MaxValue : 0;

    public static uint ToUInt32(float value) => value > -1f ? value < 4294967296f ? TruncateU32(value) : uint.MaxValue : 0;

    public static int ToInt32(double value) =>
        value < 2147483648.0 ? value > -2147483649.0 ? Truncate32(value) : value < 0 ? int.MinValue : 0 : value > 0 ? int.MaxValue : 0;

    public static uint ToUInt32(double value) => value > -1.0 ? value < 4294967296.0 ? TruncateU32(value) : uint.MaxValue : 0;

    public static long ToInt64(float value) => ToInt64((double)value);

    public static ulong ToUInt64(float value) => ToUInt64((double)value);

    public static long ToInt64(double value) =>
        value < 9223372036854775808.0 ? value >= -9223372036854775808.0 ? Truncate64(value) : value < 0 ? long.MinValue : 0 : value > 0 ? long.MaxValue : 0;

    public static ulong ToUInt64(double value) => value > -1.0 ? value < 18446744073709551616.0 ? TruncateU64(value) : ulong.MaxValue : 0;

    [WasmOp("i32.trunc_f32_s")]
    private static int Truncate32(float value) => (int)value;

    [WasmOp("i32.trunc_f32_u")]
    private static uint TruncateU32(float value) => (uint)value;

    [WasmOp("i32.trunc_f64_s")]
    private static int Truncate32(double value) => (int)value;

    [WasmOp("i32.trunc_f64_u")]
    private static uint TruncateU32(double value) => (uint)value;

    [WasmOp("i64.trunc_f64_s")]
    private static long Truncate64(double value) => (long)value;

    [WasmOp("i64.trunc_f64_u")]
    private static ulong TruncateU64(double value) => (ulong)value;
}
