using Lanewise.Compiler.Ir;
using Lanewise.Wasm;
using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    // In the order of the branch instructions: beq bge bgt ble blt, then bne.un bge.un bgt.un ble.un blt.un.
    private static readonly Opcode[] I32Comparisons =
    [
        Opcode.I32Eq, Opcode.I32GeS, Opcode.I32GtS, Opcode.I32LeS, Opcode.I32LtS,
        Opcode.I32Ne, Opcode.I32GeU, Opcode.I32GtU, Opcode.I32LeU, Opcode.I32LtU,
    ];

    private static readonly Opcode[] I64Comparisons =
    [
        Opcode.I64Eq, Opcode.I64GeS, Opcode.I64GtS, Opcode.I64LeS, Opcode.I64LtS,
        Opcode.I64Ne, Opcode.I64GeU, Opcode.I64GtU, Opcode.I64LeU, Opcode.I64LtU,
    ];

    // The second half, true for NaN, is the negation of the opposite comparison.
    private static readonly Opcode[] F32Comparisons =
    [
        Opcode.F32Eq, Opcode.F32Ge, Opcode.F32Gt, Opcode.F32Le, Opcode.F32Lt,
        Opcode.F32Eq, Opcode.F32Lt, Opcode.F32Le, Opcode.F32Gt, Opcode.F32Ge,
    ];

    private static readonly Opcode[] F64Comparisons =
    [
        Opcode.F64Eq, Opcode.F64Ge, Opcode.F64Gt, Opcode.F64Le, Opcode.F64Lt,
        Opcode.F64Eq, Opcode.F64Lt, Opcode.F64Le, Opcode.F64Gt, Opcode.F64Ge,
    ];

    /// <summary>Compares the two values on top of the stack; <paramref name="kind"/> counts as the branch instructions do.</summary>
    private Expression Compare(int kind)
    {
        Expression right = Pop();
        Expression left = Pop();
        return left.Type switch
        {
            ValueType.F32 => CompareFloats(F32Comparisons),
            ValueType.F64 => CompareFloats(F64Comparisons),
            ValueType.I64 => Build.Binary(I64Comparisons[kind], left, right),
            _ => Build.Binary(I32Comparisons[kind], left, right),
        };

        Expression CompareFloats(Opcode[] comparisons)
        {
            Expression comparison = Build.Binary(comparisons[kind], left, right);
            return kind >= 5 ? Build.Not(comparison) : comparison;
        }
    }

    private static Expression IsNotZero(Expression value) => value.Type switch
    {
        ValueType.I64 => Build.Binary(Opcode.I64Ne, value, Constant.I64(0)),
        ValueType.F32 => Build.Binary(Opcode.F32Ne, value, Constant.F32(0)),
        ValueType.F64 => Build.Binary(Opcode.F64Ne, value, Constant.F64(0)),
        _ => value,
    };

    private void ImportArithmetic(ILOpCode code)
    {
        Expression right = Pop();
        if (code is ILOpCode.Neg or ILOpCode.Not)
        {
            Push(Negate(code, right));
            return;
        }

        Expression left = Pop();
        if (code is ILOpCode.Shl or ILOpCode.Shr or ILOpCode.Shr_un && left.Type == ValueType.I64 && right.Type == ValueType.I32)
        {
            right = Build.Unary(Opcode.I64ExtendI32U, right);
        }

        if (code == ILOpCode.Rem && left.Type is ValueType.F32 or ValueType.F64)
        {
            throw new CompileException(Diagnostics.FloatRemainder);
        }

        Opcode opcode = (code, left.Type) switch
        {
            (ILOpCode.Add, ValueType.I32) => Opcode.I32Add,
            (ILOpCode.Add, ValueType.I64) => Opcode.I64Add,
            (ILOpCode.Add, ValueType.F32) => Opcode.F32Add,
            (ILOpCode.Add, ValueType.F64) => Opcode.F64Add,
            (ILOpCode.Sub, ValueType.I32) => Opcode.I32Sub,
            (ILOpCode.Sub, ValueType.I64) => Opcode.I64Sub,
            (ILOpCode.Sub, ValueType.F32) => Opcode.F32Sub,
            (ILOpCode.Sub, ValueType.F64) => Opcode.F64Sub,
            (ILOpCode.Mul, ValueType.I32) => Opcode.I32Mul,
            (ILOpCode.Mul, ValueType.I64) => Opcode.I64Mul,
            (ILOpCode.Mul, ValueType.F32) => Opcode.F32Mul,
            (ILOpCode.Mul, ValueType.F64) => Opcode.F64Mul,
            (ILOpCode.Div, ValueType.I32) => Opcode.I32DivS,
            (ILOpCode.Div, ValueType.I64) => Opcode.I64DivS,
            (ILOpCode.Div, ValueType.F32) => Opcode.F32Div,
            (ILOpCode.Div, ValueType.F64) => Opcode.F64Div,
            (ILOpCode.Div_un, ValueType.I32) => Opcode.I32DivU,
            (ILOpCode.Div_un, ValueType.I64) => Opcode.I64DivU,
            (ILOpCode.Rem, ValueType.I32) => Opcode.I32RemS,
            (ILOpCode.Rem, ValueType.I64) => Opcode.I64RemS,
            (ILOpCode.Rem_un, ValueType.I32) => Opcode.I32RemU,
            (ILOpCode.Rem_un, ValueType.I64) => Opcode.I64RemU,
            (ILOpCode.And, ValueType.I32) => Opcode.I32And,
            (ILOpCode.And, ValueType.I64) => Opcode.I64And,
            (ILOpCode.Or, ValueType.I32) => Opcode.I32Or,
            (ILOpCode.Or, ValueType.I64) => Opcode.I64Or,
            (ILOpCode.Xor, ValueType.I32) => Opcode.I32Xor,
            (ILOpCode.Xor, ValueType.I64) => Opcode.I64Xor,
            (ILOpCode.Shl, ValueType.I32) => Opcode.I32Shl,
            (ILOpCode.Shl, ValueType.I64) => Opcode.I64Shl,
            (ILOpCode.Shr, ValueType.I32) => Opcode.I32ShrS,
            (ILOpCode.Shr, ValueType.I64) => Opcode.I64ShrS,
            (ILOpCode.Shr_un, ValueType.I32) => Opcode.I32ShrU,
            (ILOpCode.Shr_un, ValueType.I64) => Opcode.I64ShrU,
            _ => throw new CompileException(Diagnostics.Instruction, $"{code} on {left.Type}"),
        };
        Push(Build.Binary(opcode, left, right));
    }

    private static Expression Negate(ILOpCode code, Expression value) => (code, value.Type) switch
    {
        (ILOpCode.Not, ValueType.I64) => Build.Binary(Opcode.I64Xor, value, Constant.I64(-1)),
        (ILOpCode.Not, _) => Build.Binary(Opcode.I32Xor, value, Constant.I32(-1)),
        (_, ValueType.F32) => Build.Unary(Opcode.F32Neg, value),
        (_, ValueType.F64) => Build.Unary(Opcode.F64Neg, value),
        (_, ValueType.I64) => Build.Binary(Opcode.I64Sub, Constant.I64(0), value),
        _ => Build.Binary(Opcode.I32Sub, Constant.I32(0), value),
    };

    // Float to integer saturates, and NaN gives 0, as .NET 9 and later define it.
    private void ImportConversion(ILOpCode code)
    {
        Expression value = Pop();
        Push(code switch
        {
            ILOpCode.Conv_i1 => Build.Normalise(MemoryType.I8, ToInt32(value)),
            ILOpCode.Conv_u1 => Build.Normalise(MemoryType.U8, ToInt32(value)),
            ILOpCode.Conv_i2 => Build.Normalise(MemoryType.I16, ToInt32(value)),
            ILOpCode.Conv_u2 => Build.Normalise(MemoryType.U16, ToInt32(value)),
            ILOpCode.Conv_i4 or ILOpCode.Conv_i => ToInt32(value),
            ILOpCode.Conv_u4 or ILOpCode.Conv_u => value.Type switch
            {
                ValueType.F32 => Build.Unary(Opcode.I32TruncSatF32U, value),
                ValueType.F64 => Build.Unary(Opcode.I32TruncSatF64U, value),
                _ => ToInt32(value),
            },
            ILOpCode.Conv_i8 => value.Type switch
            {
                ValueType.I32 => Build.Unary(Opcode.I64ExtendI32S, value),
                ValueType.F32 => Build.Unary(Opcode.I64TruncSatF32S, value),
                ValueType.F64 => Build.Unary(Opcode.I64TruncSatF64S, value),
                _ => value,
            },
            ILOpCode.Conv_u8 => value.Type switch
            {
                ValueType.I32 => Build.Unary(Opcode.I64ExtendI32U, value),
                ValueType.F32 => Build.Unary(Opcode.I64TruncSatF32U, value),
                ValueType.F64 => Build.Unary(Opcode.I64TruncSatF64U, value),
                _ => value,
            },
            ILOpCode.Conv_r4 => value switch
            {
                // (float)aULong comes as conv.r.un, conv.r4 and is rounded once.
                Operation { Opcode: Opcode.F64ConvertI64U, Operands: [var integer] } => Build.Unary(Opcode.F32ConvertI64U, integer),
                { Type: ValueType.I32 } => Build.Unary(Opcode.F32ConvertI32S, value),
                { Type: ValueType.I64 } => Build.Unary(Opcode.F32ConvertI64S, value),
                { Type: ValueType.F64 } => Build.Unary(Opcode.F32DemoteF64, value),
                _ => value,
            },
            ILOpCode.Conv_r8 => value.Type switch
            {
                ValueType.I32 => Build.Unary(Opcode.F64ConvertI32S, value),
                ValueType.I64 => Build.Unary(Opcode.F64ConvertI64S, value),
                ValueType.F32 => Build.Unary(Opcode.F64PromoteF32, value),
                _ => value,
            },
            ILOpCode.Conv_r_un => value.Type switch
            {
                ValueType.I32 => Build.Unary(Opcode.F64ConvertI32U, value),
                ValueType.I64 => Build.Unary(Opcode.F64ConvertI64U, value),
                _ => value,
            },
            _ => throw new CompileException(Diagnostics.Instruction, code.ToString()),
        });
    }

    private static Expression ToInt32(Expression value) => value.Type switch
    {
        ValueType.I64 => Build.Unary(Opcode.I32WrapI64, value),
        ValueType.F32 => Build.Unary(Opcode.I32TruncSatF32S, value),
        ValueType.F64 => Build.Unary(Opcode.I32TruncSatF64S, value),
        _ => value,
    };
}
