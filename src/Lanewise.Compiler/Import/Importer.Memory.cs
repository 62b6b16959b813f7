using System.Reflection;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;
using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    /// <summary>Imports an access to memory or a field; false if the instruction is none.</summary>
    private bool ImportMemory(IlInstruction instruction)
    {
        switch (instruction.Code)
        {
            case ILOpCode.Ldind_i1:
                PushLoad(MemoryType.I8);
                return true;
            case ILOpCode.Ldind_u1:
                PushLoad(MemoryType.U8);
                return true;
            case ILOpCode.Ldind_i2:
                PushLoad(MemoryType.I16);
                return true;
            case ILOpCode.Ldind_u2:
                PushLoad(MemoryType.U16);
                return true;
            case ILOpCode.Ldind_i4 or ILOpCode.Ldind_u4 or ILOpCode.Ldind_i:
                PushLoad(MemoryType.I32);
                return true;
            case ILOpCode.Ldind_i8:
                PushLoad(MemoryType.I64);
                return true;
            case ILOpCode.Ldind_r4:
                PushLoad(MemoryType.F32);
                return true;
            case ILOpCode.Ldind_r8:
                PushLoad(MemoryType.F64);
                return true;
            case ILOpCode.Stind_i1:
                StoreTop(MemoryType.U8);
                return true;
            case ILOpCode.Stind_i2:
                StoreTop(MemoryType.U16);
                return true;
            case ILOpCode.Stind_i4 or ILOpCode.Stind_i:
                StoreTop(MemoryType.I32);
                return true;
            case ILOpCode.Stind_i8:
                StoreTop(MemoryType.I64);
                return true;
            case ILOpCode.Stind_r4:
                StoreTop(MemoryType.F32);
                return true;
            case ILOpCode.Stind_r8:
                StoreTop(MemoryType.F64);
                return true;
            case ILOpCode.Ldobj:
                PushObject(_il.ResolveType(instruction.Token), Pop());
                return true;
            case ILOpCode.Stobj:
                {
                    Expression value = Pop();
                    StoreObject(_il.ResolveType(instruction.Token), Pop(), value);
                    return true;
                }

            case ILOpCode.Cpobj:
                {
                    Type type = _il.ResolveType(instruction.Token);
                    PushObject(type, Pop());
                    Expression value = Pop();
                    StoreObject(type, Pop(), value);
                    return true;
                }

            case ILOpCode.Initobj:
                ClearObject(_il.ResolveType(instruction.Token), Pop());
                return true;
            case ILOpCode.Ldfld:
                LoadField(_il.ResolveField(instruction.Token));
                return true;
            case ILOpCode.Ldflda:
                {
                    FieldInfo field = StructField(_il.ResolveField(instruction.Token));
                    Push(Build.Add(Pop(), _layouts.OffsetOf(field)));
                    return true;
                }

            case ILOpCode.Stfld:
                {
                    FieldInfo field = StructField(_il.ResolveField(instruction.Token));
                    Expression value = Pop();
                    StoreObject(field.FieldType, Build.Add(Pop(), _layouts.OffsetOf(field)), value);
                    return true;
                }

            case ILOpCode.Ldsfld:
                LoadStatic(_il.ResolveField(instruction.Token));
                return true;
            case ILOpCode.Ldsflda:
                {
                    FieldInfo field = _il.ResolveField(instruction.Token);
                    Push(new Symbol(SymbolKind.Data, _context.Data(StaticValues.Bytes(field)), null, 0));
                    return true;
                }

            case ILOpCode.Stsfld:
                throw new CompileException(Diagnostics.MutableStatic, _il.ResolveField(instruction.Token).Name);
            case ILOpCode.Ldtoken:
                _stack.Add(new StackEntry(Build.I32(0), null, _il.ResolveMember(instruction.Token)));
                return true;
            case ILOpCode.Sizeof:
                Push(Build.I32(_layouts.SizeOf(_il.ResolveType(instruction.Token))));
                return true;
            case ILOpCode.Localloc:
                ImportStackAllocate();
                return true;
            case ILOpCode.Cpblk:
                EmitBulk(Opcode.MemoryCopy);
                return true;
            case ILOpCode.Initblk:
                EmitBulk(Opcode.MemoryFill);
                return true;
            default:
                return false;
        }
    }

    private void PushLoad(MemoryType type) => Push(Build.Load(type, Pop(), 0));

    private void StoreTop(MemoryType type)
    {
        Expression value = Pop();
        EmitStore(type, Pop(), value);
    }

    private void EmitStore(MemoryType type, Expression address, Expression value)
    {
        SpillMemory();
        Emit(Build.Store(type, address, 0, value));
    }

    /// <summary>memory.copy or memory.fill of the three values on top of the stack.</summary>
    private void EmitBulk(Opcode opcode)
    {
        Expression length = Pop();
        Expression second = Pop();
        Expression destination = Pop();
        SpillMemory();
        Emit(new Effect(opcode, [destination, second, length], null));
    }

    private void PushObject(Type type, Expression address)
    {
        if (_layouts.ScalarOf(type) is { } scalar)
        {
            Push(Build.Load(scalar, address, 0), TypeLayouts.IsStruct(type) ? type : null);
        }
        else
        {
            PushCopy(type, address);
        }
    }

    private void StoreObject(Type type, Expression address, Expression value)
    {
        if (_layouts.ScalarOf(type) is { } scalar)
        {
            EmitStore(scalar, address, value);
        }
        else
        {
            SpillMemory();
            Emit(new Copy(_layouts.LayoutOf(type), address, value));
        }
    }

    private void ClearObject(Type type, Expression address)
    {
        if (_layouts.ScalarOf(type) is { } scalar)
        {
            EmitStore(scalar, address, Constant.Zero(scalar.ValueType()));
        }
        else
        {
            SpillMemory();
            Emit(new Clear(_layouts.LayoutOf(type), address));
        }
    }

    private static FieldInfo StructField(FieldInfo field) => field.DeclaringType!.IsValueType
        ? field
        : throw new CompileException(Diagnostics.Type, MethodNames.Of(field.DeclaringType));

    private void LoadField(FieldInfo field)
    {
        StructField(field);
        StackEntry entry = PopEntry();
        if (entry.Struct is not null && !IsAggregate(entry))
        {
            // A struct of one scalar is that scalar, and so is its field.
            Push(entry.Value, TypeLayouts.IsStruct(field.FieldType) ? field.FieldType : null);
            return;
        }

        PushObject(field.FieldType, Build.Add(entry.Value, _layouts.OffsetOf(field)));
    }

    private void LoadStatic(FieldInfo field)
    {
        if (_layouts.ScalarOf(field.FieldType) is { } scalar)
        {
            Push(StaticValues.Scalar(field, scalar), TypeLayouts.IsStruct(field.FieldType) ? field.FieldType : null);
        }
        else
        {
            PushCopy(field.FieldType, new Symbol(SymbolKind.Data, _context.Data(StaticValues.Bytes(field)), null, 0));
        }
    }

    private void ImportStackAllocate()
    {
        Expression size = Pop();
        Variable address = _function.NewVariable("stack", MemoryType.I32);
        SpillMemory();
        Emit(new StackAllocate(size, address));
        if (_il.Body.InitLocals)
        {
            Emit(new Effect(Opcode.MemoryFill, [new Get(address), Build.I32(0), size], null));
        }

        Push(new Get(address));
    }
}
