using System.Reflection;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Intrinsics;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    private void ImportIntrinsic(Intrinsic intrinsic, MethodBase method)
    {
        ParameterInfo[] parameters = method.GetParameters();
        Type result = IlMethod.ReturnTypeOf(method);
        if (intrinsic.Opcode != default && !_context.Has(intrinsic.Opcode.Info().Feature) && !Emulation.Covers(intrinsic.Opcode))
        {
            throw new CompileException(Diagnostics.Feature, MethodNames.Of(method), intrinsic.Opcode.Info().Feature);
        }

        switch (intrinsic.Kind)
        {
            case IntrinsicKind.Instruction:
                PushInstruction(intrinsic.Opcode, result);
                break;
            case IntrinsicKind.ExtractLane:
                {
                    int lane = parameters.Length == 1 ? 0 : PopLane(method);
                    Push(Build.Operation(intrinsic.Opcode, [Pop()], lane));
                    break;
                }

            case IntrinsicKind.ReplaceLane:
                {
                    Expression value = Pop();
                    int lane = PopLane(method);
                    Push(Build.Operation(intrinsic.Opcode, [Pop(), value], lane));
                    break;
                }

            case IntrinsicKind.Identity:
                Push(Pop(), TypeLayouts.IsStruct(result) ? result : null);
                break;
            case IntrinsicKind.Zero:
                Push(Constant.Zero(_layouts.ScalarOf(result)!.Value.ValueType()));
                break;
            case IntrinsicKind.False:
                Push(Build.I32(0));
                break;
            case IntrinsicKind.HasSimd:
                Push(Build.I32(_context.Has(Features.Simd128) ? 1 : 0));
                break;
            case IntrinsicKind.Nothing:
                _stack.RemoveRange(_stack.Count - parameters.Length, parameters.Length);
                break;
            case IntrinsicKind.MultiplyAdd:
                ImportMultiplyAdd();
                break;
            case IntrinsicKind.Select:
                {
                    Expression ifFalse = Pop();
                    Expression ifTrue = Pop();
                    Push(Build.Operation(Opcode.V128Bitselect, [ifTrue, ifFalse, Pop()]));
                    break;
                }

            case IntrinsicKind.CreateScalar:
                Push(Build.Operation(Opcode.I32x4ReplaceLane, [Constant.Zero(ValueType.V128), Pop()]));
                break;
            case IntrinsicKind.NotEqual:
                Push(Build.Unary(Opcode.V128AnyTrue, Build.Binary(Opcode.V128Xor, Pop(), Pop())));
                break;
            case IntrinsicKind.AllEqual:
                Push(Build.Not(Build.Unary(Opcode.V128AnyTrue, Build.Binary(Opcode.V128Xor, Pop(), Pop()))));
                break;
            case IntrinsicKind.LoadVector:
                PushLoad(MemoryType.V128);
                break;
            case IntrinsicKind.StoreVector:
                {
                    Expression address = Pop();
                    EmitStore(MemoryType.V128, address, Pop());
                    break;
                }

            case IntrinsicKind.ReadUnaligned:
                PushObject(result, Pop());
                break;
            case IntrinsicKind.WriteUnaligned:
                {
                    Expression value = Pop();
                    StoreObject(parameters[1].ParameterType, Pop(), value);
                    break;
                }

            case IntrinsicKind.BitCast:
                ImportBitCast(parameters[0].ParameterType, result);
                break;
            case IntrinsicKind.SizeOf:
                Push(Build.I32(_layouts.SizeOf(method.GetGenericArguments()[0])));
                break;
            case IntrinsicKind.AddElements or IntrinsicKind.SubtractElements:
                {
                    Expression count = ToInt32(Pop());
                    Expression bytes = Build.Binary(Opcode.I32Mul, count, Build.I32(_layouts.SizeOf(method.GetGenericArguments()[0])));
                    Push(Build.Binary(intrinsic.Kind == IntrinsicKind.AddElements ? Opcode.I32Add : Opcode.I32Sub, Pop(), bytes));
                    break;
                }

            case IntrinsicKind.AddressDifference:
                {
                    Expression target = Pop();
                    Push(Build.Binary(Opcode.I32Sub, target, Pop()));
                    break;
                }

            case IntrinsicKind.CreateSpan:
                ImportCreateSpan(result, method.GetGenericArguments()[0]);
                break;
            case IntrinsicKind.CopyMemory or IntrinsicKind.CopyFromSource or IntrinsicKind.FillMemory or IntrinsicKind.FillMemorySwapped
                or IntrinsicKind.ClearMemory or IntrinsicKind.BufferCopy:
                ImportBulk(intrinsic.Kind);
                break;
            default:
                ImportAtomic(intrinsic.Kind, method);
                break;
        }
    }

    private void PushInstruction(Opcode opcode, Type result)
    {
        OpcodeInfo info = opcode.Info();
        var operands = new Expression[info.Operands.Length];
        for (int i = operands.Length - 1; i >= 0; i--)
        {
            Expression operand = Pop();
            operands[i] = info.Operands[i] == ValueType.I64 && operand.Type == ValueType.I32 ? Build.Unary(Opcode.I64ExtendI32U, operand) : operand;
        }

        Expression value = Build.Operation(opcode, operands);
        MemoryType? scalar = result == typeof(void) ? null : _layouts.ScalarOf(result);
        Push(value.Type == ValueType.I64 && scalar == MemoryType.I32 ? Build.Unary(Opcode.I32WrapI64, value) : value);
    }

    private void ImportMultiplyAdd()
    {
        Expression addend = Pop();
        Expression right = Pop();
        Expression left = Pop();
        Push(addend.Type switch
        {
            ValueType.V128 when _context.Has(Features.RelaxedSimd) => Build.Operation(Opcode.F32x4RelaxedMadd, [left, right, addend]),
            ValueType.V128 => Build.Binary(Opcode.F32x4Add, addend, Build.Binary(Opcode.F32x4Mul, left, right)),
            ValueType.F64 => Build.Binary(Opcode.F64Add, Build.Binary(Opcode.F64Mul, left, right), addend),
            _ => Build.Binary(Opcode.F32Add, Build.Binary(Opcode.F32Mul, left, right), addend),
        });
    }

    private void ImportBitCast(Type from, Type to)
    {
        StackEntry entry = PopEntry();
        Variable variable = _layouts.ScalarOf(from) is { } scalar ? _function.NewVariable("bits", scalar) : _function.NewAggregate("bits", _layouts.LayoutOf(from));
        _addressTaken.Add(variable);
        var address = new AddressOf(variable, 0);
        StoreObject(from, address, entry.Value);
        PushObject(to, address);
        if (!IsAggregate(_stack[^1]))
        {
            Spill(_stack.Count - 1);
        }
    }

    private void ImportCreateSpan(Type span, Type element)
    {
        var field = (FieldInfo)PopEntry().Token!;
        byte[] bytes = StaticValues.Bytes(field);
        Variable variable = _function.NewAggregate("span", _layouts.LayoutOf(span));
        SpillMemory();
        Emit(Build.Store(MemoryType.I32, new AddressOf(variable, 0), 0, new Symbol(SymbolKind.Data, _context.Data(bytes), null, 0)));
        Emit(Build.Store(MemoryType.I32, new AddressOf(variable, 4), 0, Build.I32(bytes.Length / _layouts.SizeOf(element))));
        Push(new AddressOf(variable, 0), span);
    }

    private void ImportBulk(IntrinsicKind kind)
    {
        if (kind == IntrinsicKind.BufferCopy)
        {
            // (source, destination, size of the destination, length): a length beyond the size is an exception natively.
            Expression bytes = Pop();
            Pop();
            Push(bytes);
        }

        if (kind == IntrinsicKind.ClearMemory)
        {
            Expression bytes = Pop();
            Push(Build.I32(0));
            Push(bytes);
        }

        Expression third = ToInt32(Pop());
        Expression second = ToInt32(Pop());
        Expression first = Pop();
        bool fill = kind is IntrinsicKind.FillMemory or IntrinsicKind.FillMemorySwapped or IntrinsicKind.ClearMemory;
        IReadOnlyList<Expression> operands = kind switch
        {
            IntrinsicKind.CopyFromSource or IntrinsicKind.BufferCopy => [second, first, third],
            IntrinsicKind.FillMemorySwapped => [first, third, second],
            _ => [first, second, third],
        };
        SpillMemory();
        Emit(new Effect(fill ? Opcode.MemoryFill : Opcode.MemoryCopy, operands, null));
    }
}
