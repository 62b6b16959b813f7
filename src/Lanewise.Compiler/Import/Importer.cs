using System.Reflection;
using System.Runtime.CompilerServices;
using Lanewise.Compiler.Il;
using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Types;
using Lanewise.Wasm;
using ILOpCode = System.Reflection.Metadata.ILOpCode;

namespace Lanewise.Compiler.Import;

/// <summary>
/// Translates the IL of one method into IR by running it on a symbolic stack, block by block from the entry.
/// </summary>
/// <remarks>
/// Entries of the symbolic stack are trees that have not been evaluated yet. Whatever would change such a tree's value
/// (a store, a call, a write of a variable that it reads) first spills it into a temporary.
/// </remarks>
internal sealed partial class Importer
{
    private readonly ImportContext _context;
    private readonly IlMethod _il;
    private readonly Function _function;
    private readonly TypeLayouts _layouts;
    private readonly List<Variable> _arguments = [];
    private readonly List<Type> _argumentTypes = [];
    private readonly List<Variable> _locals = [];
    private readonly HashSet<Variable> _addressTaken = [];
    private readonly Dictionary<int, Block> _blocks = [];
    private readonly Dictionary<Block, List<StackEntry>> _entryStacks = [];
    private readonly Queue<int> _pending = [];
    private readonly SortedSet<int> _leaders;
    private readonly List<StackEntry> _stack = [];
    private Block _block = null!;
    private Type? _constrained;
    private bool _takesAtOnce;
    private Variable? _resultPointer;

    private Importer(ImportContext context, MethodBase method, MethodBody body)
    {
        _context = context;
        _layouts = context.Layouts;
        _il = new IlMethod(method, body);
        _leaders = _il.Leaders();
        _function = new Function(MethodNames.Of(method), method, context.SignatureOf(method));
    }

    /// <summary>The IR of a method; what it cannot express becomes <see cref="Invalid"/> statements.</summary>
    public static Function Import(ImportContext context, MethodBase method)
    {
        Diagnostic? refusal = Refuse(context, method, out MethodBody? body);
        if (refusal is not null)
        {
            return Refused(context, method, refusal);
        }

        try
        {
            var importer = new Importer(context, method, body!);
            importer.DeclareVariables();
            importer.Run();
            return importer._function;
        }
        catch (UnsupportedTypeException exception)
        {
            return Refused(context, method, TypeRule(exception.Type).At(context.Sources.Locate(method, 0), exception.Type));
        }
    }

    private static Diagnostic? Refuse(ImportContext context, MethodBase method, out MethodBody? body)
    {
        body = method.GetMethodBody();
        SourceLocation? location = context.Sources.Locate(method, 0);
        if (method.GetCustomAttribute<StateMachineAttribute>() is not null)
        {
            return Diagnostics.StateMachine.At(location, method.Name);
        }

        if (body is null)
        {
            return Diagnostics.NoBody.At(location, MethodNames.Of(method));
        }

        return body.ExceptionHandlingClauses.Count > 0 ? Diagnostics.ExceptionRegion.At(location, method.Name) : null;
    }

    private static Function Refused(ImportContext context, MethodBase method, Diagnostic diagnostic)
    {
        Signature signature;
        try
        {
            signature = context.SignatureOf(method);
        }
        catch (UnsupportedTypeException)
        {
            signature = new Signature([], null);
        }

        var function = new Function(MethodNames.Of(method), method, signature);
        foreach (ValueType parameter in signature.Parameters)
        {
            function.Parameters.Add(function.NewVariable("p", MemoryTypes.Of(parameter)));
        }

        var block = new Block(0);
        block.Statements.Add(new Invalid(diagnostic));
        function.Blocks.Add(block);
        return function;
    }

    private void DeclareVariables()
    {
        if (_layouts.IsAggregate(_il.ReturnType))
        {
            _resultPointer = _function.NewVariable("result", MemoryType.I32);
            _function.Parameters.Add(_resultPointer);
        }

        var entry = new Block(-1);
        if (!_il.Method.IsStatic)
        {
            DeclareArgument(entry, "this", _il.Method.DeclaringType!.MakeByRefType());
        }

        foreach (ParameterInfo parameter in _il.Method.GetParameters())
        {
            DeclareArgument(entry, parameter.Name ?? "p", parameter.ParameterType);
        }

        foreach (LocalVariableInfo local in _il.Body.LocalVariables)
        {
            _locals.Add(NewVariable($"l{local.LocalIndex}", local.LocalType));
        }

        foreach (IlInstruction instruction in _il.Instructions)
        {
            switch (instruction.Code)
            {
                case ILOpCode.Ldloca or ILOpCode.Ldloca_s:
                    _addressTaken.Add(_locals[(int)instruction.Operand]);
                    break;
                case ILOpCode.Ldarga or ILOpCode.Ldarga_s:
                    _addressTaken.Add(_arguments[(int)instruction.Operand]);
                    break;
            }
        }

        // The entry is the first block, whatever has been asked for before.
        _function.Blocks.Insert(0, entry);
        entry.Terminator = new Jump(BlockAt(0));
    }

    private void DeclareArgument(Block entry, string name, Type type)
    {
        Variable variable = NewVariable(name, type);
        _arguments.Add(variable);
        _argumentTypes.Add(type);
        if (variable.Layout is null)
        {
            _function.Parameters.Add(variable);
            return;
        }

        // A struct comes as the address of the caller's copy; the callee may write its own.
        Variable pointer = _function.NewVariable(name + "_address", MemoryType.I32);
        _function.Parameters.Add(pointer);
        entry.Statements.Add(new Copy(variable.Layout, new AddressOf(variable, 0), new Get(pointer)));
    }

    // A local of a reference type has no meaning here, but its declaration alone is no fault: what uses it is.
    private Variable NewVariable(string name, Type type)
    {
        if (!type.IsValueType && !type.IsPointer && !type.IsByRef && !type.IsFunctionPointer)
        {
            return _function.NewVariable(name, MemoryType.I32);
        }

        return _layouts.ScalarOf(type) is { } scalar
            ? _function.NewVariable(name, scalar)
            : _function.NewAggregate(name, _layouts.LayoutOf(type));
    }

    private Block BlockAt(int offset)
    {
        if (!_blocks.TryGetValue(offset, out Block? block))
        {
            _blocks[offset] = block = new Block(offset);
            _function.Blocks.Add(block);
            _pending.Enqueue(offset);
        }

        return block;
    }

    private void Run()
    {
        Dictionary<int, int> indices = [];
        for (int i = 0; i < _il.Instructions.Count; i++)
        {
            indices[_il.Instructions[i].Offset] = i;
        }

        while (_pending.TryDequeue(out int offset))
        {
            _block = _blocks[offset];
            _stack.Clear();
            if (_entryStacks.TryGetValue(_block, out List<StackEntry>? entries))
            {
                _stack.AddRange(entries);
            }

            ImportBlock(indices[offset]);
        }
    }

    private void ImportBlock(int index)
    {
        for (; ; index++)
        {
            IlInstruction instruction = _il.Instructions[index];
            _takesAtOnce = !_leaders.Contains(instruction.End) && index + 1 < _il.Instructions.Count && TakesStructAtOnce(_il.Instructions[index + 1].Code);
            try
            {
                if (ImportInstruction(instruction, index))
                {
                    return;
                }
            }
            catch (CompileException exception)
            {
                Fail(exception.Rule, instruction, exception.Arguments);
                return;
            }
            catch (UnsupportedTypeException exception)
            {
                Fail(TypeRule(exception.Type), instruction, exception.Type);
                return;
            }

            if (_leaders.Contains(instruction.End))
            {
                JumpTo(instruction.End);
                return;
            }
        }
    }

    /// <summary>Reads a field of the struct on top of the stack, or stores it, before anything can write to where it comes from.</summary>
    private static bool TakesStructAtOnce(ILOpCode code) => code
        is ILOpCode.Ldfld or ILOpCode.Stfld or ILOpCode.Stobj or ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3);

    private void Fail(Diagnostics.Rule rule, IlInstruction instruction, params object?[] arguments)
    {
        Emit(new Invalid(rule.At(_context.Sources.Locate(_il.Method, instruction.Offset), arguments)));
        _block.Terminator = Unreachable.Instance;
    }

    private static Diagnostics.Rule TypeRule(Type type) =>
        type == typeof(decimal) ? Diagnostics.Decimal
        : type == typeof(string) ? Diagnostics.String
        : type.IsArray ? Diagnostics.Array
        : typeof(System.Delegate).IsAssignableFrom(type) ? Diagnostics.Delegate
        : Diagnostics.Type;

    private void Emit(Statement statement) => _block.Statements.Add(statement);

    private void Push(Expression value, Type? structType = null) => _stack.Add(new StackEntry(value, structType));

    private StackEntry PopEntry()
    {
        StackEntry entry = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return entry;
    }

    private Expression Pop() => PopEntry().Value;

    private void JumpTo(int offset)
    {
        Block target = BlockAt(offset);
        PassStack(target);
        _block.Terminator = new Jump(target);
    }

    /// <summary>Hands the values left on the stack to a successor, in variables that all its predecessors write.</summary>
    private void PassStack(Block target)
    {
        if (_stack.Count == 0)
        {
            return;
        }

        if (!_entryStacks.TryGetValue(target, out List<StackEntry>? entries))
        {
            entries = [];
            foreach (StackEntry entry in _stack)
            {
                entries.Add(IsAggregate(entry)
                    ? new StackEntry(new AddressOf(_function.NewAggregate("merge", _layouts.LayoutOf(entry.Struct!)), 0), entry.Struct)
                    : new StackEntry(new Get(_function.NewVariable("merge", MemoryTypes.Of(entry.Value.Type))), entry.Struct));
            }

            _entryStacks[target] = entries;
        }

        // All values are taken before any variable is written: a variable may be part of another entry.
        SpillAll();
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Value is Get get)
            {
                Emit(new Set(get.Variable, _stack[i].Value));
            }
            else
            {
                Emit(new Copy(_layouts.LayoutOf(entries[i].Struct!), entries[i].Value, _stack[i].Value));
            }
        }
    }

    private bool IsAggregate(StackEntry entry) => entry.Struct is not null && _layouts.IsAggregate(entry.Struct);

    private Variable Spill(int index)
    {
        StackEntry entry = _stack[index];
        Variable temporary = _function.NewVariable("t", MemoryTypes.Of(entry.Value.Type));
        Emit(new Set(temporary, entry.Value));
        _stack[index] = entry with { Value = new Get(temporary) };
        return temporary;
    }

    private void SpillWhere(Func<Expression, bool> affected)
    {
        for (int i = 0; i < _stack.Count; i++)
        {
            if (!IsAggregate(_stack[i]) && Trees.Any(_stack[i].Value, affected))
            {
                Spill(i);
            }
        }
    }

    private void SpillAll() => SpillWhere(node => node is Load or Get);

    /// <summary>Before something that may write memory.</summary>
    private void SpillMemory() => SpillWhere(node => node is Load || (node is Get get && _addressTaken.Contains(get.Variable)));

    /// <summary>Before a write of a variable.</summary>
    private void SpillReading(Variable variable)
    {
        bool inMemory = _addressTaken.Contains(variable);
        SpillWhere(node => (node is Get get && get.Variable == variable) || (inMemory && node is Load));
    }
}
