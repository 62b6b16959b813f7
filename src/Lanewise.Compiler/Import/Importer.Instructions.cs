using System.Reflection;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;
using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    /// <summary>Imports one instruction; true if it ended the block.</summary>
    private bool ImportInstruction(IlInstruction instruction, int index)
    {
        ILOpCode code = instruction.Code;
        switch (code)
        {
            case ILOpCode.Nop or ILOpCode.Break or ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Readonly or ILOpCode.Tail:
                return false;
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                PushArgument(code - ILOpCode.Ldarg_0);
                return false;
            case ILOpCode.Ldarg or ILOpCode.Ldarg_s:
                PushArgument((int)instruction.Operand);
                return false;
            case ILOpCode.Starg or ILOpCode.Starg_s:
                Assign(_arguments[(int)instruction.Operand]);
                return false;
            case ILOpCode.Ldarga or ILOpCode.Ldarga_s:
                Push(new AddressOf(_arguments[(int)instruction.Operand], 0));
                return false;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                PushLocal(code - ILOpCode.Ldloc_0);
                return false;
            case ILOpCode.Ldloc or ILOpCode.Ldloc_s:
                PushLocal((int)instruction.Operand);
                return false;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                Assign(_locals[code - ILOpCode.Stloc_0]);
                return false;
            case ILOpCode.Stloc or ILOpCode.Stloc_s:
                Assign(_locals[(int)instruction.Operand]);
                return false;
            case ILOpCode.Ldloca or ILOpCode.Ldloca_s:
                Push(new AddressOf(_locals[(int)instruction.Operand], 0));
                return false;

            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8:
                Push(Constant.I32((int)code - (int)ILOpCode.Ldc_i4_0));
                return false;
            case ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s:
                Push(Constant.I32((int)instruction.Operand));
                return false;
            case ILOpCode.Ldc_i8:
                Push(Constant.I64(instruction.Operand));
                return false;
            case ILOpCode.Ldc_r4:
                Push(new Constant(ValueType.F32, (uint)instruction.Operand));
                return false;
            case ILOpCode.Ldc_r8:
                Push(new Constant(ValueType.F64, (ulong)instruction.Operand));
                return false;
            case ILOpCode.Dup:
                Duplicate();
                return false;
            case ILOpCode.Pop:
                Pop();
                return false;

            case ILOpCode.Ret:
                ImportReturn();
                return true;
            case ILOpCode.Br or ILOpCode.Br_s:
                JumpTo(instruction.Target);
                return true;
            case ILOpCode.Brtrue or ILOpCode.Brtrue_s:
                BranchOn(IsNotZero(Pop()), instruction);
                return true;
            case ILOpCode.Brfalse or ILOpCode.Brfalse_s:
                BranchOn(Build.Not(IsNotZero(Pop())), instruction);
                return true;
            case >= ILOpCode.Beq and <= ILOpCode.Blt_un:
                BranchOn(Compare(code - ILOpCode.Beq), instruction);
                return true;
            case >= ILOpCode.Beq_s and <= ILOpCode.Blt_un_s:
                BranchOn(Compare(code - ILOpCode.Beq_s), instruction);
                return true;
            case ILOpCode.Switch:
                ImportSwitch(instruction);
                return true;
            case ILOpCode.Ceq:
                Push(Compare(0));
                return false;
            case ILOpCode.Cgt:
                Push(Compare(2));
                return false;
            case ILOpCode.Clt:
                Push(Compare(4));
                return false;
            case ILOpCode.Cgt_un:
                Push(Compare(7));
                return false;
            case ILOpCode.Clt_un:
                Push(Compare(9));
                return false;

            case ILOpCode.Mul_ovf_un when _il.Instructions[index + 1].Code == ILOpCode.Localloc:
                // The size of a stackalloc; Roslyn knows no other way to write it.
                ImportArithmetic(ILOpCode.Mul);
                return false;
            case >= ILOpCode.Add and <= ILOpCode.Shr_un or ILOpCode.Neg or ILOpCode.Not:
                ImportArithmetic(code);
                return false;
            case ILOpCode.Conv_r_un or (>= ILOpCode.Conv_i1 and <= ILOpCode.Conv_u8) or ILOpCode.Conv_u2 or ILOpCode.Conv_u1 or ILOpCode.Conv_i or ILOpCode.Conv_u:
                ImportConversion(code);
                return false;
            case (>= ILOpCode.Conv_ovf_i1_un and <= ILOpCode.Conv_ovf_u_un) or (>= ILOpCode.Conv_ovf_i1 and <= ILOpCode.Conv_ovf_u8)
                or ILOpCode.Conv_ovf_i or ILOpCode.Conv_ovf_u or (>= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un):
                throw new CompileException(Diagnostics.Checked);

            case ILOpCode.Call or ILOpCode.Callvirt:
                return ImportCall(_il.ResolveMethod(instruction.Token), code == ILOpCode.Callvirt);
            case ILOpCode.Calli:
                ImportCallIndirect(instruction.Token);
                return false;
            case ILOpCode.Newobj:
                ImportNewObject((ConstructorInfo)_il.ResolveMethod(instruction.Token));
                return false;
            case ILOpCode.Constrained:
                _constrained = _il.ResolveType(instruction.Token);
                return false;
            case ILOpCode.Ldftn:
                ImportFunctionPointer(_il.ResolveMethod(instruction.Token));
                return false;

            case ILOpCode.Ldstr:
                throw new CompileException(Diagnostics.String);
            case ILOpCode.Newarr or ILOpCode.Ldlen or ILOpCode.Ldelema or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Stelem):
                throw new CompileException(Diagnostics.Array);
            case ILOpCode.Box:
                throw new CompileException(Diagnostics.Boxing, MethodNames.Of(_il.ResolveType(instruction.Token)));
            case ILOpCode.Throw or ILOpCode.Rethrow:
                throw new CompileException(Diagnostics.Throw);
            case ILOpCode.Ldvirtftn:
                throw new CompileException(Diagnostics.Delegate, MethodNames.Of(_il.ResolveMethod(instruction.Token)));
            default:
                if (ImportMemory(instruction))
                {
                    return false;
                }

                throw new CompileException(Diagnostics.Instruction, instruction.OpCode.Name);
        }
    }

    private void PushArgument(int index) => PushVariable(_arguments[index], _argumentTypes[index]);

    private void PushLocal(int index) => PushVariable(_locals[index], _il.Body.LocalVariables[index].LocalType);

    private void PushVariable(Variable variable, Type type)
    {
        Type? structType = TypeLayouts.IsStruct(type) ? type : null;
        if (variable.Layout is null)
        {
            Push(new Get(variable), structType);
        }
        else
        {
            PushCopy(type, new AddressOf(variable, 0));
        }
    }

    /// <summary>Pushes the struct at an address, as it is now: a copy, unless the next instruction takes it at once.</summary>
    private void PushCopy(Type type, Expression address)
    {
        if (_takesAtOnce)
        {
            Push(address, type);
            return;
        }

        Layout layout = _layouts.LayoutOf(type);
        Variable temporary = _function.NewAggregate("copy", layout);
        Emit(new Copy(layout, new AddressOf(temporary, 0), address));
        Push(new AddressOf(temporary, 0), type);
    }

    private void Assign(Variable variable)
    {
        Expression value = Pop();
        if (variable.Layout is null)
        {
            SpillReading(variable);
            Emit(new Set(variable, Build.Normalise(variable.MemoryType, value)));
        }
        else
        {
            SpillMemory();
            Emit(new Copy(variable.Layout, new AddressOf(variable, 0), value));
        }
    }

    private void Duplicate()
    {
        if (_stack[^1].Value is not (Constant or AddressOf or Symbol or Get))
        {
            Spill(_stack.Count - 1);
        }

        _stack.Add(_stack[^1]);
    }

    private void ImportReturn()
    {
        if (_il.ReturnType == typeof(void))
        {
            _block.Terminator = new Return(null);
        }
        else if (_resultPointer is not null)
        {
            Emit(new Copy(_layouts.LayoutOf(_il.ReturnType), new Get(_resultPointer), Pop()));
            _block.Terminator = new Return(null);
        }
        else
        {
            _block.Terminator = new Return(Pop());
        }
    }

    private void BranchOn(Expression condition, IlInstruction instruction)
    {
        Block ifTrue = BlockAt(instruction.Target);
        Block ifFalse = BlockAt(instruction.End);
        if (_stack.Count > 0)
        {
            // The condition may read what passing the stack writes.
            Variable temporary = _function.NewVariable("condition", MemoryType.I32);
            Emit(new Set(temporary, condition));
            condition = new Get(temporary);
            PassStack(ifTrue);
            if (ifFalse != ifTrue)
            {
                PassStack(ifFalse);
            }
        }

        _block.Terminator = new Branch(condition, ifTrue, ifFalse);
    }

    private void ImportSwitch(IlInstruction instruction)
    {
        Expression value = Pop();
        List<Block> cases = [.. instruction.Targets!.Select(BlockAt)];
        Block otherwise = BlockAt(instruction.End);
        if (_stack.Count > 0)
        {
            Variable temporary = _function.NewVariable("case", MemoryType.I32);
            Emit(new Set(temporary, value));
            value = new Get(temporary);
            foreach (Block target in cases.Append(otherwise).Distinct().ToList())
            {
                PassStack(target);
            }
        }

        _block.Terminator = new Switch(value, cases, otherwise);
    }
}
