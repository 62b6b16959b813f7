namespace Lanewise.Wasm;

/// <summary>Appends instructions. It checks nothing but what the table knows of immediates; validation is the engine's.</summary>
public sealed class InstructionWriter
{
    private const byte NoResult = 0x40;

    private readonly ByteWriter _bytes = new();

    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.Written;

    /// <summary>An instruction without immediates.</summary>
    public void Op(Opcode opcode)
    {
        if (opcode.Info().Immediate != Immediate.None)
        {
            throw new ArgumentException($"{opcode.Info().Name} carries immediates", nameof(opcode));
        }

        Code(opcode);
    }

    public void I32Const(int value)
    {
        Code(Opcode.I32Const);
        _bytes.S32(value);
    }

    public void I64Const(long value)
    {
        Code(Opcode.I64Const);
        _bytes.S64(value);
    }

    public void F32Const(float value) => F32Const(BitConverter.SingleToUInt32Bits(value));

    /// <summary>By bits, so that a NaN keeps its payload.</summary>
    public void F32Const(uint bits)
    {
        Code(Opcode.F32Const);
        _bytes.F32(bits);
    }

    public void F64Const(double value) => F64Const(BitConverter.DoubleToUInt64Bits(value));

    public void F64Const(ulong bits)
    {
        Code(Opcode.F64Const);
        _bytes.F64(bits);
    }

    public void V128Const(ulong low, ulong high)
    {
        Code(Opcode.V128Const);
        _bytes.F64(low);
        _bytes.F64(high);
    }

    public void LocalGet(uint index) => Indexed(Opcode.LocalGet, index);

    public void LocalSet(uint index) => Indexed(Opcode.LocalSet, index);

    public void LocalTee(uint index) => Indexed(Opcode.LocalTee, index);

    public void GlobalGet(uint index) => Indexed(Opcode.GlobalGet, index);

    public void GlobalSet(uint index) => Indexed(Opcode.GlobalSet, index);

    /// <summary>An access to memory 0.</summary>
    /// <param name="alignment">A power of two by its exponent; more than natural is invalid, atomics need the natural one.</param>
    public void Memory(Opcode opcode, int alignment, uint offset)
    {
        Expect(opcode, Immediate.MemArg);
        MemArg(opcode, alignment, offset);
    }

    /// <summary>An access with the natural alignment.</summary>
    public void Memory(Opcode opcode, uint offset) => Memory(opcode, opcode.Info().Alignment, offset);

    /// <summary>Loads or stores one lane of a vector.</summary>
    public void MemoryLane(Opcode opcode, int alignment, uint offset, int lane)
    {
        Expect(opcode, Immediate.MemArgLane);
        MemArg(opcode, alignment, offset);
        _bytes.Byte((byte)lane);
    }

    public void Lane(Opcode opcode, int lane)
    {
        Expect(opcode, Immediate.Lane);
        Code(opcode);
        _bytes.Byte((byte)lane);
    }

    /// <summary>Sixteen byte indices, 0 to 31.</summary>
    public void Shuffle(ReadOnlySpan<byte> lanes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lanes.Length, 16);
        Code(Opcode.I8x16Shuffle);
        _bytes.Bytes(lanes);
    }

    public void Block(ValueType? result = null) => Structured(Opcode.Block, result);

    public void Loop(ValueType? result = null) => Structured(Opcode.Loop, result);

    public void If(ValueType? result = null) => Structured(Opcode.If, result);

    public void Else() => Code(Opcode.Else);

    public void End() => Code(Opcode.End);

    public void Br(uint depth) => Indexed(Opcode.Br, depth);

    public void BrIf(uint depth) => Indexed(Opcode.BrIf, depth);

    public void BrTable(IReadOnlyCollection<uint> depths, uint defaultDepth)
    {
        Code(Opcode.BrTable);
        _bytes.Vector(depths, _bytes.U32);
        _bytes.U32(defaultDepth);
    }

    public void Call(uint function) => Indexed(Opcode.Call, function);

    public void CallIndirect(uint type, uint table = 0)
    {
        Indexed(Opcode.CallIndirect, type);
        _bytes.U32(table);
    }

    public void Return() => Code(Opcode.Return);

    public void Unreachable() => Code(Opcode.Unreachable);

    public void Drop() => Code(Opcode.Drop);

    public void Select() => Code(Opcode.Select);

    public void MemorySize() => Indexed(Opcode.MemorySize, 0);

    public void MemoryGrow() => Indexed(Opcode.MemoryGrow, 0);

    public void MemoryFill() => Indexed(Opcode.MemoryFill, 0);

    public void MemoryCopy()
    {
        Indexed(Opcode.MemoryCopy, 0);
        _bytes.U32(0);
    }

    /// <summary>Copies from a passive data segment.</summary>
    public void MemoryInit(uint data)
    {
        Indexed(Opcode.MemoryInit, data);
        _bytes.U32(0);
    }

    public void DataDrop(uint data) => Indexed(Opcode.DataDrop, data);

    /// <summary>Copies from a passive element segment to table 0.</summary>
    public void TableInit(uint element)
    {
        Indexed(Opcode.TableInit, element);
        _bytes.U32(0);
    }

    public void ElemDrop(uint element) => Indexed(Opcode.ElemDrop, element);

    public void TableCopy()
    {
        Indexed(Opcode.TableCopy, 0);
        _bytes.U32(0);
    }

    public void AtomicFence() => Indexed(Opcode.AtomicFence, 0);

    private void Structured(Opcode opcode, ValueType? result)
    {
        Code(opcode);
        _bytes.Byte(result is { } type ? (byte)type : NoResult);
    }

    private void MemArg(Opcode opcode, int alignment, uint offset)
    {
        Code(opcode);
        _bytes.U32((uint)alignment);
        _bytes.U32(offset);
    }

    private void Indexed(Opcode opcode, uint index)
    {
        Code(opcode);
        _bytes.U32(index);
    }

    private void Code(Opcode opcode)
    {
        uint prefix = (uint)opcode >> 16;
        if (prefix == 0)
        {
            _bytes.Byte((byte)opcode);
            return;
        }

        _bytes.Byte((byte)prefix);
        _bytes.U32((uint)opcode & 0xFFFF);
    }

    private static void Expect(Opcode opcode, Immediate immediate)
    {
        if (opcode.Info().Immediate != immediate)
        {
            throw new ArgumentException($"{opcode.Info().Name} carries {opcode.Info().Immediate}, not {immediate}", nameof(opcode));
        }
    }
}
