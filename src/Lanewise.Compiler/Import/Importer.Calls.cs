using System.Reflection;
using System.Runtime.CompilerServices;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Intrinsics;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Import;

internal sealed partial class Importer
{
    /// <summary>Imports a call; true if it never returns.</summary>
    private bool ImportCall(MethodBase method, bool isVirtual)
    {
        Type? constrained = _constrained;
        _constrained = null;
        if (constrained is not null)
        {
            method = Constraints.Resolve(constrained, method) ?? throw new CompileException(Diagnostics.Boxing, MethodNames.Of(constrained));
        }

        Type? declaring = method.DeclaringType;
        if (!method.IsStatic && declaring is { IsValueType: false })
        {
            throw new CompileException(
                declaring == typeof(string) ? Diagnostics.String
                : declaring.IsArray ? Diagnostics.Array
                : typeof(System.Delegate).IsAssignableFrom(declaring) ? Diagnostics.Delegate
                : isVirtual && method.IsVirtual ? Diagnostics.VirtualCall : Diagnostics.Type,
                MethodNames.Of(method));
        }

        if (IntrinsicTable.Find(method) is { } intrinsic)
        {
            ImportIntrinsic(intrinsic, method);
            return false;
        }

        if (DialectAttributes.Of(method) is { } attribute && ImportAttributed(attribute, method))
        {
            return false;
        }

        if (BaseLibrary.Contains(method))
        {
            if (method.Name.StartsWith("Throw", StringComparison.Ordinal))
            {
                // A violated precondition: natively an exception, here a trap.
                _block.Terminator = Unreachable.Instance;
                return true;
            }

            if (!BaseLibrary.MayCompile(method))
            {
                throw new CompileException(declaring == typeof(decimal) ? Diagnostics.Decimal : declaring == typeof(string) ? Diagnostics.String : Diagnostics.OutsideTable, MethodNames.Of(method));
            }
        }

        // Refused where it is called, because without a body of its own it has no line.
        if (method.GetMethodBody() is null)
        {
            throw new CompileException(Diagnostics.NoBody, MethodNames.Of(method));
        }

        if (method.GetCustomAttribute<StateMachineAttribute>() is not null)
        {
            throw new CompileException(Diagnostics.StateMachine, method.Name);
        }

        EmitCall(method, null, [.. method.IsStatic ? [] : new[] { typeof(void*) }, .. method.GetParameters().Select(p => p.ParameterType)], IlMethod.ReturnTypeOf(method));
        return false;
    }

    private void ImportCallIndirect(int token)
    {
        Expression pointer = Pop();
        (Type[] parameters, Type result) = _il.ResolveSignature(token);
        EmitCall(null, pointer, parameters, result);
    }

    private void EmitCall(MethodBase? method, Expression? pointer, Type[] parameters, Type result)
    {
        Signature signature = _context.SignatureOf(parameters, result);
        var arguments = new Expression[parameters.Length];
        for (int i = arguments.Length - 1; i >= 0; i--)
        {
            arguments[i] = Pop();
        }

        SpillMemory();
        if (_layouts.IsAggregate(result))
        {
            Variable aggregate = _function.NewAggregate("call", _layouts.LayoutOf(result));
            Emit(new Call(method, pointer, signature, [new AddressOf(aggregate, 0), .. arguments], null));
            Push(new AddressOf(aggregate, 0), result);
            return;
        }

        Variable? target = signature.Result is { } type ? _function.NewVariable("call", MemoryTypes.Of(type)) : null;
        Emit(new Call(method, pointer, signature, arguments, target));
        if (target is not null)
        {
            Push(new Get(target), TypeLayouts.IsStruct(result) ? result : null);
        }
    }

    private void ImportNewObject(ConstructorInfo constructor)
    {
        Type type = constructor.DeclaringType!;
        if (!type.IsValueType)
        {
            // "<>c": the class that C# makes for what a lambda captures.
            throw typeof(System.Delegate).IsAssignableFrom(type) || type.Name.StartsWith("<>c", StringComparison.Ordinal) ? new CompileException(Diagnostics.Delegate, MethodNames.Of(type))
                : typeof(Exception).IsAssignableFrom(type) ? new CompileException(Diagnostics.Throw)
                : new CompileException(type == typeof(string) ? Diagnostics.String : type.IsArray ? Diagnostics.Array : Diagnostics.Allocation, MethodNames.Of(type));
        }

        if (type == typeof(decimal))
        {
            throw new CompileException(Diagnostics.Decimal);
        }

        int count = constructor.GetParameters().Length;
        MemoryType? scalar = _layouts.ScalarOf(type);
        Variable instance = scalar is { } memoryType
            ? _function.NewVariable("new", memoryType)
            : _function.NewAggregate("new", _layouts.LayoutOf(type));
        _addressTaken.Add(instance);

        // The constructor is an instance method on the new variable, which goes below the arguments. The variable need not be
        // cleared first: C# has a constructor assign every field.
        _stack.Insert(_stack.Count - count, new StackEntry(new AddressOf(instance, 0)));
        ImportCall(constructor, false);
        if (scalar is null)
        {
            Push(new AddressOf(instance, 0), type);
        }
        else
        {
            Push(new Get(instance), TypeLayouts.IsStruct(type) ? type : null);
            Spill(_stack.Count - 1);
        }
    }

    private void ImportFunctionPointer(MethodBase method)
    {
        Type? constrained = _constrained;
        _constrained = null;
        if (constrained is not null)
        {
            method = Constraints.Resolve(constrained, method) ?? throw new CompileException(Diagnostics.Boxing, MethodNames.Of(constrained));
        }

        if (!method.IsStatic)
        {
            throw new CompileException(Diagnostics.Delegate, MethodNames.Of(method));
        }

        Push(new Symbol(SymbolKind.Function, null, method, 0));
    }

    /// <summary>Imports a [WasmOp] or [WasmFeature] method; false if its body is to be compiled.</summary>
    private bool ImportAttributed(DialectAttribute attribute, MethodBase method)
    {
        if (attribute.Feature is { } feature)
        {
            Push(Build.I32(FeatureNames.Has(_context.Options.Features, feature) ? 1 : 0));
            return true;
        }

        if (attribute.Instruction == "lanewise.heap_base")
        {
            Push(new Symbol(SymbolKind.HeapBase, null, null, 0));
            return true;
        }

        if (!Opcodes.TryParse(attribute.Instruction!, out Opcode opcode))
        {
            throw new CompileException(Diagnostics.UnknownInstruction, attribute.Instruction);
        }

        OpcodeInfo info = opcode.Info();
        if (!_context.Has(info.Feature))
        {
            return false;
        }

        int lane = 0;
        if (info.Immediate == Immediate.Lane)
        {
            lane = PopLane(method);
        }

        var operands = new Expression[info.Operands.Length];
        for (int i = operands.Length - 1; i >= 0; i--)
        {
            operands[i] = Pop();
        }

        Type result = IlMethod.ReturnTypeOf(method);
        Type? structType = TypeLayouts.IsStruct(result) ? result : null;
        if (info.Immediate is Immediate.None or Immediate.Lane)
        {
            Push(Build.Operation(opcode, operands, lane), structType);
            return true;
        }

        SpillMemory();
        Variable? target = info.Result is { } type ? _function.NewVariable("effect", MemoryTypes.Of(type)) : null;
        Emit(new Effect(opcode, operands, target));
        if (target is not null)
        {
            Push(new Get(target), structType);
        }

        return true;
    }

    private int PopLane(MethodBase method) => Pop() is Constant constant
        ? constant.AsInt32
        : throw new CompileException(Diagnostics.LaneIndex, MethodNames.Of(method));
}
