using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>How a scalar lies in memory.</summary>
public enum MemoryType : byte
{
    I8,
    U8,
    I16,
    U16,
    I32,
    I64,
    F32,
    F64,
    V128,
}

/// <summary>A scalar inside a struct.</summary>
public readonly record struct Leaf(int Offset, MemoryType Type);

/// <summary>
/// The layout of a struct in linear memory, where pointers have 4 bytes.
/// </summary>
/// <param name="Leaves">Its scalars in order of offset. In an opaque layout they do not tell all: fixed buffers, inline arrays, unions.</param>
public sealed record Layout(string Name, int Size, int Alignment, IReadOnlyList<Leaf> Leaves, bool Opaque)
{
    /// <summary>The one scalar that the struct consists of: such a struct is that scalar everywhere.</summary>
    public MemoryType? Scalar => !Opaque && Leaves.Count == 1 && Leaves[0].Type.Size() == Size ? Leaves[0].Type : null;
}

/// <summary>Constant bytes of the module.</summary>
public sealed class DataBlob(byte[] bytes)
{
    public byte[] Bytes { get; } = bytes;
}

public static class MemoryTypes
{
    public static ValueType ValueType(this MemoryType type) => type switch
    {
        MemoryType.I64 => Wasm.ValueType.I64,
        MemoryType.F32 => Wasm.ValueType.F32,
        MemoryType.F64 => Wasm.ValueType.F64,
        MemoryType.V128 => Wasm.ValueType.V128,
        _ => Wasm.ValueType.I32,
    };

    public static int Size(this MemoryType type) => type switch
    {
        MemoryType.I8 or MemoryType.U8 => 1,
        MemoryType.I16 or MemoryType.U16 => 2,
        MemoryType.I32 or MemoryType.F32 => 4,
        MemoryType.V128 => 16,
        _ => 8,
    };

    public static MemoryType Of(ValueType type) => type switch
    {
        Wasm.ValueType.I64 => MemoryType.I64,
        Wasm.ValueType.F32 => MemoryType.F32,
        Wasm.ValueType.F64 => MemoryType.F64,
        Wasm.ValueType.V128 => MemoryType.V128,
        _ => MemoryType.I32,
    };

    public static Opcode LoadOpcode(this MemoryType type) => type switch
    {
        MemoryType.I8 => Opcode.I32Load8S,
        MemoryType.U8 => Opcode.I32Load8U,
        MemoryType.I16 => Opcode.I32Load16S,
        MemoryType.U16 => Opcode.I32Load16U,
        MemoryType.I64 => Opcode.I64Load,
        MemoryType.F32 => Opcode.F32Load,
        MemoryType.F64 => Opcode.F64Load,
        MemoryType.V128 => Opcode.V128Load,
        _ => Opcode.I32Load,
    };

    public static Opcode StoreOpcode(this MemoryType type) => type switch
    {
        MemoryType.I8 or MemoryType.U8 => Opcode.I32Store8,
        MemoryType.I16 or MemoryType.U16 => Opcode.I32Store16,
        MemoryType.I64 => Opcode.I64Store,
        MemoryType.F32 => Opcode.F32Store,
        MemoryType.F64 => Opcode.F64Store,
        MemoryType.V128 => Opcode.V128Store,
        _ => Opcode.I32Store,
    };
}
