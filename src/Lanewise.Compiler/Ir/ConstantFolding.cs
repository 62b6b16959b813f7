using System.Numerics;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>
/// Evaluates instructions on constants. An instruction that would trap, or whose result is a NaN (its sign and payload
/// are the machine's choice), is left to run.
/// </summary>
public static class ConstantFolding
{
    public static Constant? Unary(Opcode opcode, Constant x) => opcode switch
    {
        Opcode.I32Eqz => Bool(x.AsInt32 == 0),
        Opcode.I64Eqz => Bool(x.AsInt64 == 0),
        Opcode.I32Clz => Constant.I32(BitOperations.LeadingZeroCount((uint)x.AsInt32)),
        Opcode.I32Ctz => Constant.I32(BitOperations.TrailingZeroCount(x.AsInt32)),
        Opcode.I32Popcnt => Constant.I32(BitOperations.PopCount((uint)x.AsInt32)),
        Opcode.I32Extend8S => Constant.I32((sbyte)x.AsInt32),
        Opcode.I32Extend16S => Constant.I32((short)x.AsInt32),
        Opcode.I32WrapI64 => Constant.I32((int)x.AsInt64),
        Opcode.I64ExtendI32S => Constant.I64(x.AsInt32),
        Opcode.I64ExtendI32U => Constant.I64((uint)x.AsInt32),
        Opcode.I32ReinterpretF32 => Constant.I32((int)x.Low),
        Opcode.F32ReinterpretI32 => new Constant(ValueType.F32, x.Low),
        Opcode.I64ReinterpretF64 => Constant.I64((long)x.Low),
        Opcode.F64ReinterpretI64 => new Constant(ValueType.F64, x.Low),
        Opcode.F32ConvertI32S => Constant.F32(x.AsInt32),
        Opcode.F32ConvertI32U => Constant.F32((uint)x.AsInt32),
        Opcode.F64ConvertI32S => Constant.F64(x.AsInt32),
        Opcode.F64ConvertI32U => Constant.F64((uint)x.AsInt32),
        Opcode.F64ConvertI64S => Constant.F64(x.AsInt64),
        Opcode.F64PromoteF32 when !float.IsNaN(x.AsSingle) => Constant.F64(x.AsSingle),
        Opcode.F32DemoteF64 when !double.IsNaN(x.AsDouble) => Constant.F32((float)x.AsDouble),
        Opcode.F32Neg => new Constant(ValueType.F32, x.Low ^ 0x8000_0000),
        Opcode.F64Neg => new Constant(ValueType.F64, x.Low ^ 0x8000_0000_0000_0000),
        Opcode.I32TruncSatF32S => Constant.I32((int)x.AsSingle),
        Opcode.I32TruncSatF64S => Constant.I32((int)x.AsDouble),
        _ => null,
    };

    public static Constant? Binary(Opcode opcode, Constant x, Constant y)
    {
        int a = x.AsInt32;
        int b = y.AsInt32;
        long c = x.AsInt64;
        long d = y.AsInt64;
        return opcode switch
        {
            Opcode.I32Add => Constant.I32(a + b),
            Opcode.I32Sub => Constant.I32(a - b),
            Opcode.I32Mul => Constant.I32(a * b),
            Opcode.I32DivS when b != 0 && !(a == int.MinValue && b == -1) => Constant.I32(a / b),
            Opcode.I32DivU when b != 0 => Constant.I32((int)((uint)a / (uint)b)),
            Opcode.I32RemS when b != 0 && b != -1 => Constant.I32(a % b),
            Opcode.I32RemU when b != 0 => Constant.I32((int)((uint)a % (uint)b)),
            Opcode.I32And => Constant.I32(a & b),
            Opcode.I32Or => Constant.I32(a | b),
            Opcode.I32Xor => Constant.I32(a ^ b),
            Opcode.I32Shl => Constant.I32(a << b),
            Opcode.I32ShrS => Constant.I32(a >> b),
            Opcode.I32ShrU => Constant.I32((int)((uint)a >> b)),
            Opcode.I32Eq => Bool(a == b),
            Opcode.I32Ne => Bool(a != b),
            Opcode.I32LtS => Bool(a < b),
            Opcode.I32LtU => Bool((uint)a < (uint)b),
            Opcode.I32GtS => Bool(a > b),
            Opcode.I32GtU => Bool((uint)a > (uint)b),
            Opcode.I32LeS => Bool(a <= b),
            Opcode.I32LeU => Bool((uint)a <= (uint)b),
            Opcode.I32GeS => Bool(a >= b),
            Opcode.I32GeU => Bool((uint)a >= (uint)b),
            Opcode.I64Add => Constant.I64(c + d),
            Opcode.I64Sub => Constant.I64(c - d),
            Opcode.I64Mul => Constant.I64(c * d),
            Opcode.I64And => Constant.I64(c & d),
            Opcode.I64Or => Constant.I64(c | d),
            Opcode.I64Xor => Constant.I64(c ^ d),
            Opcode.I64Shl => Constant.I64(c << (int)d),
            Opcode.I64ShrS => Constant.I64(c >> (int)d),
            Opcode.I64ShrU => Constant.I64((long)((ulong)c >> (int)d)),
            Opcode.I64Eq => Bool(c == d),
            Opcode.I64Ne => Bool(c != d),
            Opcode.I64LtS => Bool(c < d),
            Opcode.I64LtU => Bool((ulong)c < (ulong)d),
            Opcode.I64GtS => Bool(c > d),
            Opcode.I64GtU => Bool((ulong)c > (ulong)d),
            Opcode.I64LeS => Bool(c <= d),
            Opcode.I64LeU => Bool((ulong)c <= (ulong)d),
            Opcode.I64GeS => Bool(c >= d),
            Opcode.I64GeU => Bool((ulong)c >= (ulong)d),
            Opcode.F32Add => Single(x.AsSingle + y.AsSingle),
            Opcode.F32Sub => Single(x.AsSingle - y.AsSingle),
            Opcode.F32Mul => Single(x.AsSingle * y.AsSingle),
            Opcode.F32Div => Single(x.AsSingle / y.AsSingle),
            Opcode.F64Add => Double(x.AsDouble + y.AsDouble),
            Opcode.F64Sub => Double(x.AsDouble - y.AsDouble),
            Opcode.F64Mul => Double(x.AsDouble * y.AsDouble),
            Opcode.F64Div => Double(x.AsDouble / y.AsDouble),
            _ => null,
        };
    }

    private static Constant Bool(bool value) => Constant.I32(value ? 1 : 0);

    private static Constant? Single(float value) => float.IsNaN(value) ? null : Constant.F32(value);

    private static Constant? Double(double value) => double.IsNaN(value) ? null : Constant.F64(value);
}
