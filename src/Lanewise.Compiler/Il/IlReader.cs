using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Lanewise.Compiler.Il;

/// <summary>One IL instruction; <see cref="Operand"/> is a number, a token, or the absolute targets of a branch.</summary>
public readonly record struct IlInstruction(int Offset, OpCode OpCode, long Operand, int[]? Targets, int End)
{
    public ILOpCode Code => (ILOpCode)(ushort)OpCode.Value;
    public int Token => (int)Operand;
    public int Target => (int)Operand;
    public float Single => BitConverter.Int32BitsToSingle((int)Operand);
    public double Double => BitConverter.Int64BitsToDouble(Operand);
}

/// <summary>Decodes a method body into instructions.</summary>
public static class IlReader
{
    private static readonly Dictionary<int, OpCode> OneByte = [];
    private static readonly Dictionary<int, OpCode> TwoBytes = [];

    static IlReader()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var opCode = (OpCode)field.GetValue(null)!;
            (opCode.Size == 1 ? OneByte : TwoBytes)[(ushort)opCode.Value & 0xFF] = opCode;
        }
    }

    public static List<IlInstruction> Read(byte[] il)
    {
        var instructions = new List<IlInstruction>();
        int position = 0;
        while (position < il.Length)
        {
            int offset = position;
            OpCode opCode = il[position] == 0xFE ? TwoBytes[il[position + 1]] : OneByte[il[position]];
            position += opCode.Size;
            ReadOnlySpan<byte> rest = il.AsSpan(position);
            int[]? targets = null;
            (long operand, int length) = opCode.OperandType switch
            {
                OperandType.InlineNone => (0L, 0),
                OperandType.ShortInlineI => ((sbyte)rest[0], 1),
                OperandType.ShortInlineVar => (rest[0], 1),
                OperandType.InlineVar => (BinaryPrimitives.ReadUInt16LittleEndian(rest), 2),
                OperandType.ShortInlineBrTarget => ((sbyte)rest[0] + position + 1, 1),
                OperandType.InlineBrTarget => (BinaryPrimitives.ReadInt32LittleEndian(rest) + position + 4, 4),
                OperandType.InlineI8 or OperandType.InlineR => (BinaryPrimitives.ReadInt64LittleEndian(rest), 8),
                OperandType.InlineSwitch => (0L, 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
                _ => ((long)BinaryPrimitives.ReadInt32LittleEndian(rest), 4),
            };

            if (opCode.OperandType == OperandType.InlineSwitch)
            {
                targets = new int[(length - 4) / 4];
                for (int i = 0; i < targets.Length; i++)
                {
                    targets[i] = BinaryPrimitives.ReadInt32LittleEndian(rest[(4 + 4 * i)..]) + position + length;
                }
            }

            position += length;
            instructions.Add(new IlInstruction(offset, opCode, operand, targets, position));
        }

        return instructions;
    }
}
