using System.Reflection;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>A value without side effects. Expressions are immutable, so trees may share nodes.</summary>
public abstract class Expression(ValueType type)
{
    public ValueType Type { get; } = type;

    public virtual IReadOnlyList<Expression> Operands => [];
}

public sealed class Constant(ValueType type, ulong low, ulong high = 0) : Expression(type)
{
    public ulong Low { get; } = low;
    public ulong High { get; } = high;

    public int AsInt32 => (int)Low;
    public long AsInt64 => (long)Low;
    public float AsSingle => BitConverter.Int32BitsToSingle((int)Low);
    public double AsDouble => BitConverter.Int64BitsToDouble((long)Low);

    public static Constant I32(int value) => new(ValueType.I32, (uint)value);
    public static Constant I64(long value) => new(ValueType.I64, (ulong)value);
    public static Constant F32(float value) => new(ValueType.F32, BitConverter.SingleToUInt32Bits(value));
    public static Constant F64(double value) => new(ValueType.F64, BitConverter.DoubleToUInt64Bits(value));
    public static Constant Zero(ValueType type) => new(type, 0);
}

/// <summary>The value of a scalar variable.</summary>
public sealed class Get(Variable variable) : Expression(variable.Type)
{
    public Variable Variable { get; } = variable;
}

/// <summary>
/// The address of a variable. It stays symbolic through inlining, so that an access through it can become a plain
/// <see cref="Get"/> again; only what is left at the end makes the variable live in memory.
/// </summary>
public sealed class AddressOf(Variable variable, int offset) : Expression(ValueType.I32)
{
    public Variable Variable { get; } = variable;
    public int Offset { get; } = offset;
}

/// <summary>An address or index that is known only when the module is laid out.</summary>
public sealed class Symbol(SymbolKind kind, DataBlob? data, MethodBase? method, int offset) : Expression(ValueType.I32)
{
    public SymbolKind Kind { get; } = kind;
    public DataBlob? Data { get; } = data;
    public MethodBase? Method { get; } = method;
    public int Offset { get; } = offset;
}

public enum SymbolKind
{
    /// <summary>The address of constant data.</summary>
    Data,

    /// <summary>The table index of a function.</summary>
    Function,

    /// <summary>The first address that the program may use as a heap.</summary>
    HeapBase,
}

/// <summary>A WebAssembly instruction without side effects, applied to operands.</summary>
public sealed class Operation(Opcode opcode, IReadOnlyList<Expression> operands, ValueType type, int lane = 0, byte[]? shuffle = null) : Expression(type)
{
    public Opcode Opcode { get; } = opcode;
    public override IReadOnlyList<Expression> Operands { get; } = operands;
    public int Lane { get; } = lane;
    public byte[]? Shuffle { get; } = shuffle;
}

/// <summary>A read of linear memory at address + offset.</summary>
public sealed class Load(Opcode opcode, Expression address, int offset, ValueType type) : Expression(type)
{
    public Opcode Opcode { get; } = opcode;
    public Expression Address { get; } = address;
    public int Offset { get; } = offset;
    public override IReadOnlyList<Expression> Operands { get; } = [address];
}
