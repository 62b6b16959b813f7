using System.Numerics;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

public static partial class Build
{
    /// <summary>The simpler expression that an operation equals, or null.</summary>
    private static Expression? Simplify(Opcode opcode, IReadOnlyList<Expression> operands) => operands.Count switch
    {
        1 => operands[0] is Constant constant && ConstantFolding.Unary(opcode, constant) is { } folded ? folded : SimplifyUnary(opcode, operands[0]),
        2 => operands[0] is Constant left && operands[1] is Constant right && ConstantFolding.Binary(opcode, left, right) is { } folded
            ? folded
            : SimplifyBinary(opcode, operands[0], operands[1]),
        3 => SimplifyTernary(opcode, operands),
        _ => null,
    };

    private static Expression? SimplifyUnary(Opcode opcode, Expression x) => (opcode, x) switch
    {
        // !(a < b) for integers is a >= b; a float comparison may be false because of a NaN, so it stays.
        (Opcode.I32Eqz, Operation { Operands.Count: 2 } comparison) when Inverse(comparison.Opcode) is { } inverse
            => Operation(inverse, comparison.Operands),
        (Opcode.I32Eqz, Operation { Opcode: Opcode.I32Eqz, Operands: [var inner] }) when SignificantBits(inner) <= 1 => inner,

        (Opcode.I32Extend8S, Load { Opcode: Opcode.I32Load8S }) => x,
        (Opcode.I32Extend8S, Load { Opcode: Opcode.I32Load8U } load) => Load(Opcode.I32Load8S, load.Address, load.Offset),
        (Opcode.I32Extend8S, Get { Variable.MemoryType: MemoryType.I8 }) => x,
        (Opcode.I32Extend8S, Operation { Opcode: Opcode.I32Extend8S }) => x,
        (Opcode.I32Extend8S, _) when SignificantBits(x) < 8 => x,
        (Opcode.I32Extend16S, Load { Opcode: Opcode.I32Load16S or Opcode.I32Load8S }) => x,
        (Opcode.I32Extend16S, Load { Opcode: Opcode.I32Load16U } load) => Load(Opcode.I32Load16S, load.Address, load.Offset),
        (Opcode.I32Extend16S, Get { Variable.MemoryType: MemoryType.I8 or MemoryType.I16 }) => x,
        (Opcode.I32Extend16S, Operation { Opcode: Opcode.I32Extend8S or Opcode.I32Extend16S }) => x,
        (Opcode.I32Extend16S, _) when SignificantBits(x) < 16 => x,

        (Opcode.I32WrapI64, Operation { Opcode: Opcode.I64ExtendI32S or Opcode.I64ExtendI32U, Operands: [var inner] }) => inner,

        (Opcode.F32ReinterpretI32, Operation { Opcode: Opcode.I32ReinterpretF32, Operands: [var inner] }) => inner,
        (Opcode.I32ReinterpretF32, Operation { Opcode: Opcode.F32ReinterpretI32, Operands: [var inner] }) => inner,
        (Opcode.F64ReinterpretI64, Operation { Opcode: Opcode.I64ReinterpretF64, Operands: [var inner] }) => inner,
        (Opcode.I64ReinterpretF64, Operation { Opcode: Opcode.F64ReinterpretI64, Operands: [var inner] }) => inner,
        (Opcode.F32ReinterpretI32, Load { Opcode: Opcode.I32Load } load) => Load(Opcode.F32Load, load.Address, load.Offset),
        (Opcode.I32ReinterpretF32, Load { Opcode: Opcode.F32Load } load) => Load(Opcode.I32Load, load.Address, load.Offset),

        // One instruction loads a scalar into every lane.
        (Opcode.F32x4Splat, Load { Opcode: Opcode.F32Load, Address: not AddressOf } load) => Load(Opcode.V128Load32Splat, load.Address, load.Offset),
        (Opcode.I32x4Splat, Load { Opcode: Opcode.I32Load, Address: not AddressOf } load) => Load(Opcode.V128Load32Splat, load.Address, load.Offset),
        _ => null,
    };

    private static Expression? SimplifyBinary(Opcode opcode, Expression x, Expression y)
    {
        switch (opcode)
        {
            case Opcode.I32Add:
                return SimplifyAdd(x, y);
            case Opcode.I32Sub:
                return y is Constant subtrahend ? Binary(Opcode.I32Add, x, I32(-subtrahend.AsInt32)) : null;
            case Opcode.I32Mul:
                return SimplifyMultiply(x, y);
            case Opcode.I64Add when y is Constant { Low: 0 }:
            case Opcode.I64Sub when y is Constant { Low: 0 }:
            case Opcode.I32Or when y is Constant { AsInt32: 0 }:
            case Opcode.I32Xor when y is Constant { AsInt32: 0 }:
            case Opcode.I64Or when y is Constant { Low: 0 }:
            case Opcode.I64Mul when y is Constant { Low: 1 }:
            case Opcode.I32DivS or Opcode.I32DivU when y is Constant { AsInt32: 1 }:
                return x;
            case Opcode.I32Shl or Opcode.I32ShrS or Opcode.I32ShrU when y is Constant count:
                return SimplifyShift(opcode, x, count.AsInt32);
            case Opcode.I32And:
                return SimplifyAnd(x, y);
            case Opcode.I32Eq when y is Constant { AsInt32: 0 }:
                return Unary(Opcode.I32Eqz, x);
            case Opcode.I64Eq when y is Constant { Low: 0 }:
                return Unary(Opcode.I64Eqz, x);
            case Opcode.I32Ne or Opcode.I32GtU when y is Constant { AsInt32: 0 } && SignificantBits(x) <= 1:
                return x;
            case Opcode.I32GtU when y is Constant { AsInt32: 0 }:
                return Binary(Opcode.I32Ne, x, y);
            case Opcode.F32x4Add when y is Operation { Opcode: Opcode.F32x4Mul, Operands: [Operation { Opcode: Opcode.F32x4Neg, Operands: [var a] }, var b] }:
                return Binary(Opcode.F32x4Sub, x, Binary(Opcode.F32x4Mul, a, b));
            default:
                return null;
        }
    }

    // Constants gather on the right and at the top, where an access can take them as its offset.
    private static Expression? SimplifyAdd(Expression x, Expression y) => (x, y) switch
    {
        (_, Constant { AsInt32: 0 }) => x,
        (Constant, not Constant) => Binary(Opcode.I32Add, y, x),
        (AddressOf a, Constant c) => new AddressOf(a.Variable, a.Offset + c.AsInt32),
        (Symbol s, Constant c) => new Symbol(s.Kind, s.Data, s.Method, s.Offset + c.AsInt32),
        (Operation { Opcode: Opcode.I32Add, Operands: [var a, Constant c] }, Constant d) => Add(a, c.AsInt32 + d.AsInt32),
        (Operation { Opcode: Opcode.I32Add, Operands: [var a, Constant c] }, _) => Add(Binary(Opcode.I32Add, a, y), c.AsInt32),
        (_, Operation { Opcode: Opcode.I32Add, Operands: [var b, Constant c] }) => Add(Binary(Opcode.I32Add, x, b), c.AsInt32),
        _ => null,
    };

    private static Expression? SimplifyMultiply(Expression x, Expression y)
    {
        if (x is Constant && y is not Constant)
        {
            return Binary(Opcode.I32Mul, y, x);
        }

        if (y is not Constant { AsInt32: var factor })
        {
            return null;
        }

        return factor switch
        {
            0 => I32(0),
            1 => x,
            _ when BitOperations.IsPow2(factor) => Binary(Opcode.I32Shl, x, I32(BitOperations.Log2((uint)factor))),
            _ when x is Operation { Opcode: Opcode.I32Add, Operands: [var a, Constant c] } => Add(Binary(Opcode.I32Mul, a, y), c.AsInt32 * factor),
            _ => null,
        };
    }

    private static Expression? SimplifyShift(Opcode opcode, Expression x, int count)
    {
        count &= 31;
        return (opcode, x) switch
        {
            _ when count == 0 => x,
            (Opcode.I32Shl, Operation { Opcode: Opcode.I32Add, Operands: [var a, Constant c] }) => Add(Binary(opcode, a, I32(count)), c.AsInt32 << count),
            (Opcode.I32Shl, Operation { Opcode: Opcode.I32Shl, Operands: [var a, Constant c] }) when c.AsInt32 + count < 32 => Binary(opcode, a, I32(c.AsInt32 + count)),
            _ => null,
        };
    }

    private static Expression? SimplifyAnd(Expression x, Expression y)
    {
        if (x is Constant && y is not Constant)
        {
            return Binary(Opcode.I32And, y, x);
        }

        if (y is not Constant { AsInt32: var mask })
        {
            return null;
        }

        if (mask == 0)
        {
            return I32(0);
        }

        // The mask keeps every bit that can be set.
        int bits = SignificantBits(x);
        if (bits < 32 && (mask & ((1 << bits) - 1)) == (1 << bits) - 1)
        {
            return x;
        }

        return x switch
        {
            Load { Opcode: Opcode.I32Load8S } load when mask == 0xFF => Load(Opcode.I32Load8U, load.Address, load.Offset),
            Load { Opcode: Opcode.I32Load16S } load when mask == 0xFFFF => Load(Opcode.I32Load16U, load.Address, load.Offset),
            Operation { Opcode: Opcode.I32And, Operands: [var a, Constant c] } => Binary(Opcode.I32And, a, I32(c.AsInt32 & mask)),
            Operation { Opcode: Opcode.I32Extend8S, Operands: [var a] } when (mask & ~0xFF) == 0 => Binary(Opcode.I32And, a, y),
            Operation { Opcode: Opcode.I32Extend16S, Operands: [var a] } when (mask & ~0xFFFF) == 0 => Binary(Opcode.I32And, a, y),
            _ => null,
        };
    }

    private static Expression? SimplifyTernary(Opcode opcode, IReadOnlyList<Expression> operands) => (opcode, operands) switch
    {
        (Opcode.Select, [var a, var b, Constant c]) => c.AsInt32 != 0 ? a : b,
        (Opcode.F32x4RelaxedMadd, [Operation { Opcode: Opcode.F32x4Neg, Operands: [var a] }, var b, var c])
            => Operation(Opcode.F32x4RelaxedNmadd, [a, b, c]),
        _ => null,
    };

    private static Opcode? Inverse(Opcode opcode) => opcode switch
    {
        Opcode.I32Eq => Opcode.I32Ne,
        Opcode.I32Ne => Opcode.I32Eq,
        Opcode.I32LtS => Opcode.I32GeS,
        Opcode.I32LtU => Opcode.I32GeU,
        Opcode.I32GtS => Opcode.I32LeS,
        Opcode.I32GtU => Opcode.I32LeU,
        Opcode.I32LeS => Opcode.I32GtS,
        Opcode.I32LeU => Opcode.I32GtU,
        Opcode.I32GeS => Opcode.I32LtS,
        Opcode.I32GeU => Opcode.I32LtU,
        Opcode.I64Eq => Opcode.I64Ne,
        Opcode.I64Ne => Opcode.I64Eq,
        Opcode.I64LtS => Opcode.I64GeS,
        Opcode.I64LtU => Opcode.I64GeU,
        Opcode.I64GtS => Opcode.I64LeS,
        Opcode.I64GtU => Opcode.I64LeU,
        Opcode.I64LeS => Opcode.I64GtS,
        Opcode.I64LeU => Opcode.I64GtU,
        Opcode.I64GeS => Opcode.I64LtS,
        Opcode.I64GeU => Opcode.I64LtU,
        Opcode.F32Eq => Opcode.F32Ne,
        Opcode.F32Ne => Opcode.F32Eq,
        Opcode.F64Eq => Opcode.F64Ne,
        Opcode.F64Ne => Opcode.F64Eq,
        _ => null,
    };

    /// <summary>An upper bound on the number of low bits of an i32 that can be set.</summary>
    private static int SignificantBits(Expression x) => x switch
    {
        Constant c => 32 - BitOperations.LeadingZeroCount((uint)c.AsInt32),
        Load { Opcode: Opcode.I32Load8U } or Get { Variable.MemoryType: MemoryType.U8, Variable.Layout: null } => 8,
        Load { Opcode: Opcode.I32Load16U } or Get { Variable.MemoryType: MemoryType.U16, Variable.Layout: null } => 16,
        Operation { Opcode: Opcode.I32And, Operands: [var a, var b] } => Math.Min(SignificantBits(a), SignificantBits(b)),
        Operation { Opcode: Opcode.I32Or or Opcode.I32Xor, Operands: [var a, var b] } => Math.Max(SignificantBits(a), SignificantBits(b)),
        Operation { Opcode: Opcode.I32ShrU, Operands: [var a, Constant c] } => Math.Max(0, SignificantBits(a) - (c.AsInt32 & 31)),
        Operation { Opcode: Opcode.V128AnyTrue or Opcode.I32Eqz or Opcode.I64Eqz } => 1,
        Operation operation when Inverse(operation.Opcode) is not null => 1,
        Operation
        {
            Opcode: Opcode.F32Lt or Opcode.F32Gt or Opcode.F32Le or Opcode.F32Ge
                or Opcode.F64Lt or Opcode.F64Gt or Opcode.F64Le or Opcode.F64Ge
        } => 1,
        _ => 32,
    };
}
