using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>
/// Makes expressions in their simplest form. Every pass builds through here, so folding happens wherever a
/// substitution makes it possible, and nowhere else.
/// </summary>
public static partial class Build
{
    /// <summary>
    /// The module keeps the addresses below this free. An offset smaller than it may move from an address into the
    /// instruction, because no valid address minus the offset can then be negative and wrap around.
    /// </summary>
    public const int LowMemory = 1024;

    public static Expression I32(int value) => Constant.I32(value);

    public static Expression Unary(Opcode opcode, Expression operand) => Operation(opcode, [operand]);

    public static Expression Binary(Opcode opcode, Expression left, Expression right) => Operation(opcode, [left, right]);

    public static Expression Add(Expression address, int offset) => Binary(Opcode.I32Add, address, I32(offset));

    public static Expression Operation(Opcode opcode, IReadOnlyList<Expression> operands, int lane = 0, byte[]? shuffle = null) =>
        Simplify(opcode, operands) ?? new Operation(opcode, operands, ResultOf(opcode, operands), lane, shuffle);

    public static Expression Load(MemoryType type, Expression address, int offset) => Load(type.LoadOpcode(), address, offset);

    public static Expression Load(Opcode opcode, Expression address, int offset)
    {
        FoldOffset(ref address, ref offset);
        if (opcode == Opcode.V128Load32Splat && address is AddressOf)
        {
            // A variable may still become a scalar, and then there is nothing to load.
            return new Operation(Opcode.F32x4Splat, [new Load(Opcode.F32Load, address, offset, ValueType.F32)], ValueType.V128);
        }

        return new Load(opcode, address, offset, opcode.Info().Result!.Value);
    }

    public static Store Store(MemoryType type, Expression address, int offset, Expression value)
    {
        FoldOffset(ref address, ref offset);
        return new Store(type, address, offset, StripExtension(type, value));
    }

    /// <summary>Brings a value on the evaluation stack into the range of a narrow integer type.</summary>
    public static Expression Normalise(MemoryType type, Expression value) => type switch
    {
        MemoryType.U8 => Binary(Opcode.I32And, value, I32(0xFF)),
        MemoryType.U16 => Binary(Opcode.I32And, value, I32(0xFFFF)),
        MemoryType.I8 => Unary(Opcode.I32Extend8S, value),
        MemoryType.I16 => Unary(Opcode.I32Extend16S, value),
        _ => value,
    };

    /// <summary>The same bits as another scalar type of the same size; null if the sizes differ.</summary>
    public static Expression? Reinterpret(MemoryType to, MemoryType from, Expression value)
    {
        if (to == from)
        {
            return value;
        }

        return (to, from) switch
        {
            _ when to.Size() == from.Size() && to.Size() < 4 => Normalise(to, value),
            (MemoryType.I32, MemoryType.F32) => Unary(Opcode.I32ReinterpretF32, value),
            (MemoryType.F32, MemoryType.I32) => Unary(Opcode.F32ReinterpretI32, value),
            (MemoryType.I64, MemoryType.F64) => Unary(Opcode.I64ReinterpretF64, value),
            (MemoryType.F64, MemoryType.I64) => Unary(Opcode.F64ReinterpretI64, value),
            _ => null,
        };
    }

    /// <summary>The condition's negation.</summary>
    public static Expression Not(Expression condition) => Unary(Opcode.I32Eqz, condition);

    private static ValueType ResultOf(Opcode opcode, IReadOnlyList<Expression> operands) =>
        opcode == Opcode.Select ? operands[0].Type : opcode.Info().Result!.Value;

    private static void FoldOffset(ref Expression address, ref int offset)
    {
        if (address is Operation { Opcode: Opcode.I32Add, Operands: [var basis, Constant { AsInt32: >= 0 and < LowMemory } constant] }
            && offset >= 0 && constant.AsInt32 + offset < LowMemory)
        {
            offset += constant.AsInt32;
            address = basis;
        }
        else if (address is AddressOf variable && offset != 0)
        {
            address = new AddressOf(variable.Variable, variable.Offset + offset);
            offset = 0;
        }
        else if (address is Symbol symbol && offset != 0)
        {
            address = new Symbol(symbol.Kind, symbol.Data, symbol.Method, symbol.Offset + offset);
            offset = 0;
        }
    }

    // A narrow store keeps the low bits only, so extending the value first is wasted.
    private static Expression StripExtension(MemoryType type, Expression value) => (type, value) switch
    {
        (MemoryType.I8 or MemoryType.U8, Operation { Opcode: Opcode.I32And, Operands: [var inner, Constant c] }) when (c.AsInt32 & 0xFF) == 0xFF => inner,
        (MemoryType.I8 or MemoryType.U8, Operation { Opcode: Opcode.I32Extend8S or Opcode.I32Extend16S, Operands: [var inner] }) => inner,
        (MemoryType.I16 or MemoryType.U16, Operation { Opcode: Opcode.I32And, Operands: [var inner, Constant c] }) when (c.AsInt32 & 0xFFFF) == 0xFFFF => inner,
        (MemoryType.I16 or MemoryType.U16, Operation { Opcode: Opcode.I32Extend16S, Operands: [var inner] }) => inner,
        _ => value,
    };
}
