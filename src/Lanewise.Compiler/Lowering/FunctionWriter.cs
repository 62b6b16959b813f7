using System.Reflection;
using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Lowering;

/// <summary>Writes the statements and expressions of a function; <see cref="ControlWriter"/> writes what joins its blocks.</summary>
internal sealed class FunctionWriter
{
    private readonly Function _function;
    private readonly IModuleLayout _module;
    private readonly ShadowStack _stack;
    private readonly FunctionBody _body = new();
    private readonly InstructionWriter _code;
    private readonly Dictionary<Variable, uint> _locals = [];
    private readonly uint _framePointer;

    private FunctionWriter(Function function, IModuleLayout module)
    {
        _function = function;
        _module = module;
        _stack = new ShadowStack(function);
        _code = _body.Code;
        foreach (Variable parameter in function.Parameters)
        {
            _locals[parameter] = (uint)_locals.Count;
        }

        foreach (Variable variable in UsedVariables())
        {
            _locals[variable] = (uint)_locals.Count;
            _body.AddLocal(variable.Type);
        }

        _framePointer = (uint)_locals.Count;
        if (_stack.IsUsed)
        {
            _body.AddLocal(ValueType.I32);
        }
    }

    public static FunctionBody Write(Function function, IModuleLayout module)
    {
        var writer = new FunctionWriter(function, module);
        writer.WritePrologue();
        new ControlWriter(function, writer, writer._code).Write();
        return writer._body;
    }

    // Grouped by type, because the binary format stores runs; in order of first use within a type.
    private List<Variable> UsedVariables()
    {
        List<Variable> variables = [];
        var seen = new HashSet<Variable>(_function.Parameters);
        foreach (Block block in _function.Blocks)
        {
            foreach (Statement statement in block.Statements)
            {
                foreach (Expression operand in statement.Operands)
                {
                    Trees.Visit(operand, Note);
                }

                if (statement.Target is { } target && _stack.OffsetOf(target) is null && seen.Add(target))
                {
                    variables.Add(target);
                }
            }

            if (block.Terminator.Operand is { } condition)
            {
                Trees.Visit(condition, Note);
            }
        }

        return [.. variables.OrderBy(variable => variable.Type)];

        void Note(Expression node)
        {
            if (node is Get get && _stack.OffsetOf(get.Variable) is null && seen.Add(get.Variable))
            {
                variables.Add(get.Variable);
            }
        }
    }

    private void WritePrologue()
    {
        if (!_stack.IsUsed)
        {
            return;
        }

        _code.GlobalGet(_module.StackPointer);
        _code.I32Const(_stack.Size);
        _code.Op(Opcode.I32Sub);
        _code.LocalTee(_framePointer);
        _code.GlobalSet(_module.StackPointer);

        // A parameter whose address is needed moves into the frame.
        foreach (Variable parameter in _function.Parameters)
        {
            if (_stack.OffsetOf(parameter) is { } offset)
            {
                _code.LocalGet(_framePointer);
                _code.LocalGet(_locals[parameter]);
                WriteAccess(parameter.MemoryType.StoreOpcode(), offset);
            }
        }
    }

    /// <summary>Gives the frame back; a value to be returned stays on the operand stack.</summary>
    public void WriteEpilogue()
    {
        if (_stack.IsUsed)
        {
            _code.LocalGet(_framePointer);
            _code.I32Const(_stack.Size);
            _code.Op(Opcode.I32Add);
            _code.GlobalSet(_module.StackPointer);
        }
    }

    public void Write(Statement statement)
    {
        switch (statement)
        {
            case Set set:
                WriteTarget(set.Target, () => Write(set.Value));
                break;
            case Store store:
                Write(store.Address);
                Write(store.Value);
                WriteAccess(store.MemoryType.StoreOpcode(), store.Offset);
                break;
            case Call { Target: { } target } call:
                WriteTarget(target, () => WriteCall(call));
                break;
            case Call call:
                WriteCall(call);
                if (call.Signature.Result is not null)
                {
                    _code.Drop();
                }

                break;
            case Effect { Target: { } target } effect:
                WriteTarget(target, () => WriteEffect(effect));
                break;
            case Effect effect:
                WriteEffect(effect);
                if (effect.Opcode.Info().Result is not null)
                {
                    _code.Drop();
                }

                break;
            case StackAllocate allocate:
                WriteTarget(allocate.Target, () => WriteStackAllocate(allocate));
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} reached the writer");
        }
    }

    public void Write(Expression expression)
    {
        switch (expression)
        {
            case Constant constant:
                WriteConstant(constant);
                break;
            case Get get when _stack.OffsetOf(get.Variable) is { } offset:
                _code.LocalGet(_framePointer);
                WriteAccess(get.Variable.MemoryType.LoadOpcode(), offset);
                break;
            case Get get:
                _code.LocalGet(_locals[get.Variable]);
                break;
            case AddressOf address:
                WriteAddress(_stack.OffsetOf(address.Variable)!.Value + address.Offset);
                break;
            case Symbol symbol:
                _code.I32Const(_module.AddressOf(symbol));
                break;
            case Load { Address: AddressOf address } load:
                _code.LocalGet(_framePointer);
                WriteAccess(load.Opcode, _stack.OffsetOf(address.Variable)!.Value + address.Offset + load.Offset);
                break;
            case Load load:
                Write(load.Address);
                WriteAccess(load.Opcode, load.Offset);
                break;
            case Operation operation:
                foreach (Expression operand in operation.Operands)
                {
                    Write(operand);
                }

                WriteOperation(operation);
                break;
        }
    }

    private void WriteTarget(Variable target, Action value)
    {
        if (_stack.OffsetOf(target) is { } offset)
        {
            _code.LocalGet(_framePointer);
            value();
            WriteAccess(target.MemoryType.StoreOpcode(), offset);
        }
        else
        {
            value();
            _code.LocalSet(_locals[target]);
        }
    }

    private void WriteOperation(Operation operation)
    {
        if (Emulation.Of(operation.Opcode, _module.Features) is { } substitute)
        {
            _code.Call(_module.FunctionIndex(substitute));
            return;
        }

        switch (operation.Opcode.Info().Immediate)
        {
            case Immediate.Lane:
                _code.Lane(operation.Opcode, operation.Lane);
                break;
            case Immediate.Shuffle:
                _code.Shuffle(operation.Shuffle!);
                break;
            default:
                _code.Op(operation.Opcode);
                break;
        }
    }

    private void WriteCall(Call call)
    {
        foreach (Expression operand in call.Operands)
        {
            Write(operand);
        }

        if (call.Method is not null)
        {
            _code.Call(_module.FunctionIndex(call.Method));
        }
        else
        {
            _code.CallIndirect(_module.TypeIndex(call.Signature), 0);
        }
    }

    private void WriteEffect(Effect effect)
    {
        foreach (Expression operand in effect.Operands)
        {
            Write(operand);
        }

        if (Emulation.Of(effect.Opcode, _module.Features) is { } substitute)
        {
            _code.Call(_module.FunctionIndex(substitute));
            return;
        }

        switch (effect.Opcode)
        {
            case Opcode.MemoryCopy:
                _code.MemoryCopy();
                break;
            case Opcode.MemoryFill:
                _code.MemoryFill();
                break;
            case Opcode.MemoryGrow:
                _code.MemoryGrow();
                break;
            case Opcode.MemorySize:
                _code.MemorySize();
                break;
            case Opcode.AtomicFence:
                _code.AtomicFence();
                break;
            default:
                WriteAccess(effect.Opcode, effect.Offset);
                break;
        }
    }

    private void WriteStackAllocate(StackAllocate allocate)
    {
        _code.GlobalGet(_module.StackPointer);
        Write(allocate.Size);
        _code.I32Const(15);
        _code.Op(Opcode.I32Add);
        _code.I32Const(-16);
        _code.Op(Opcode.I32And);
        _code.Op(Opcode.I32Sub);
        _code.GlobalSet(_module.StackPointer);
        _code.GlobalGet(_module.StackPointer);
    }

    private void WriteAddress(int offset)
    {
        _code.LocalGet(_framePointer);
        if (offset != 0)
        {
            _code.I32Const(offset);
            _code.Op(Opcode.I32Add);
        }
    }

    // Pointers in C# promise no alignment. An atomic access must be aligned and say so; for others the hint is 4 bytes.
    private void WriteAccess(Opcode opcode, int offset)
    {
        OpcodeInfo info = opcode.Info();
        bool atomic = info.Feature.HasFlag(Features.Threads);
        _code.Memory(opcode, atomic ? info.Alignment : Math.Min(info.Alignment, 2), (uint)offset);
    }

    private void WriteConstant(Constant constant)
    {
        switch (constant.Type)
        {
            case ValueType.I64:
                _code.I64Const(constant.AsInt64);
                break;
            case ValueType.F32:
                _code.F32Const(constant.AsSingle);
                break;
            case ValueType.F64:
                _code.F64Const(constant.AsDouble);
                break;
            case ValueType.V128:
                _code.V128Const(constant.Low, constant.High);
                break;
            default:
                _code.I32Const(constant.AsInt32);
                break;
        }
    }
}
