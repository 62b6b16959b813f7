using System.Reflection;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>A step with an effect. Statements of a block run in order; each evaluates its operands first, left to right.</summary>
public abstract class Statement
{
    public virtual IReadOnlyList<Expression> Operands => [];

    /// <summary>The scalar variable that the statement writes, if any.</summary>
    public virtual Variable? Target => null;

    /// <summary>The same statement on other operands, given in the order of <see cref="Operands"/>.</summary>
    public abstract Statement With(IReadOnlyList<Expression> operands);

    /// <summary>The same statement with another target.</summary>
    public virtual Statement WithTarget(Variable target) => throw new InvalidOperationException($"{GetType().Name} has no target");

    /// <summary>True if it may write memory, or call something that does.</summary>
    public virtual bool WritesMemory => true;
}

/// <summary>variable = value</summary>
public sealed class Set(Variable variable, Expression value) : Statement
{
    public Expression Value { get; } = value;
    public override Variable Target { get; } = variable;
    public override IReadOnlyList<Expression> Operands { get; } = [value];
    public override Statement With(IReadOnlyList<Expression> operands) => new Set(Target, operands[0]);
    public override Statement WithTarget(Variable target) => new Set(target, Value);
    public override bool WritesMemory => false;
}

/// <summary>memory[address + offset] = value</summary>
public sealed class Store(MemoryType memoryType, Expression address, int offset, Expression value) : Statement
{
    public MemoryType MemoryType { get; } = memoryType;
    public Expression Address { get; } = address;
    public int Offset { get; } = offset;
    public Expression Value { get; } = value;
    public override IReadOnlyList<Expression> Operands { get; } = [address, value];
    public override Statement With(IReadOnlyList<Expression> operands) => Build.Store(MemoryType, operands[0], Offset, operands[1]);
}

/// <summary>Copies a struct from one address to another; the two are the same or do not overlap.</summary>
public sealed class Copy(Layout layout, Expression destination, Expression source) : Statement
{
    public Layout Layout { get; } = layout;
    public Expression Destination { get; } = destination;
    public Expression Source { get; } = source;
    public override IReadOnlyList<Expression> Operands { get; } = [destination, source];
    public override Statement With(IReadOnlyList<Expression> operands) => new Copy(Layout, operands[0], operands[1]);
}

/// <summary>Zeroes a struct.</summary>
public sealed class Clear(Layout layout, Expression destination) : Statement
{
    public Layout Layout { get; } = layout;
    public Expression Destination { get; } = destination;
    public override IReadOnlyList<Expression> Operands { get; } = [destination];
    public override Statement With(IReadOnlyList<Expression> operands) => new Clear(Layout, operands[0]);
}

/// <summary>target = method(arguments), or through a table index when <see cref="Method"/> is null and <see cref="Pointer"/> is set.</summary>
public sealed class Call(MethodBase? method, Expression? pointer, Signature signature, IReadOnlyList<Expression> arguments, Variable? target) : Statement
{
    public MethodBase? Method { get; } = method;
    public Expression? Pointer { get; } = pointer;
    public Signature Signature { get; } = signature;
    public IReadOnlyList<Expression> Arguments { get; } = arguments;
    public override Variable? Target { get; } = target;
    public override IReadOnlyList<Expression> Operands { get; } = pointer is null ? arguments : [.. arguments, pointer];

    public override Statement With(IReadOnlyList<Expression> operands) => Pointer is null
        ? new Call(Method, null, Signature, operands, Target)
        : new Call(null, operands[^1], Signature, [.. operands.Take(operands.Count - 1)], Target);

    public override Statement WithTarget(Variable target) => new Call(Method, Pointer, Signature, Arguments, target);

    public Call WithoutTarget() => new(Method, Pointer, Signature, Arguments, null);
}

/// <summary>An instruction with a side effect: memory.copy, memory.grow, atomics.</summary>
public sealed class Effect(Opcode opcode, IReadOnlyList<Expression> operands, Variable? target, int offset = 0) : Statement
{
    public Opcode Opcode { get; } = opcode;
    public int Offset { get; } = offset;
    public override Variable? Target { get; } = target;
    public override IReadOnlyList<Expression> Operands { get; } = operands;
    public override Statement With(IReadOnlyList<Expression> operands) => new Effect(Opcode, operands, Target, Offset);
    public override Statement WithTarget(Variable target) => new Effect(Opcode, Operands, target, Offset);
}

/// <summary>target = the address of <see cref="Operands"/>[0] fresh bytes on the shadow stack, 16-byte aligned.</summary>
public sealed class StackAllocate(Expression size, Variable target) : Statement
{
    public Expression Size { get; } = size;
    public override Variable Target { get; } = target;
    public override IReadOnlyList<Expression> Operands { get; } = [size];
    public override Statement With(IReadOnlyList<Expression> operands) => new StackAllocate(operands[0], Target);
    public override Statement WithTarget(Variable target) => new StackAllocate(Size, target);
}

/// <summary>What cannot be compiled. It is an error only if it is still reachable after folding.</summary>
public sealed class Invalid(Diagnostic diagnostic) : Statement
{
    public Diagnostic Diagnostic { get; } = diagnostic;
    public override Statement With(IReadOnlyList<Expression> operands) => this;
}

public readonly record struct SourceLocation(string File, int Line);

/// <summary>The parameters and the result of a function, as WebAssembly has them.</summary>
public sealed record Signature(IReadOnlyList<ValueType> Parameters, ValueType? Result);
