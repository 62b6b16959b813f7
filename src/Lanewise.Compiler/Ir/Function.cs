using System.Reflection;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Ir;

/// <summary>A function as a graph of blocks; the first block is the entry.</summary>
public sealed class Function(string name, MethodBase method, Signature signature)
{
    public string Name { get; } = name;
    public MethodBase Method { get; } = method;
    public Signature Signature { get; } = signature;
    public List<Variable> Parameters { get; } = [];
    public List<Block> Blocks { get; set; } = [];

    public Block Entry => Blocks[0];

    private int _variables;

    public Variable NewVariable(string name, MemoryType type) => new(_variables++, name, type, null);

    public Variable NewAggregate(string name, Layout layout) => new(_variables++, name, MemoryType.I32, layout);
}

/// <summary>
/// A place that a function owns: a scalar, always normalised to <see cref="MemoryType"/> (a byte variable holds 0 to 255),
/// or an aggregate with a <see cref="Layout"/>, which is reached by <see cref="AddressOf"/> only.
/// </summary>
public sealed class Variable(int id, string name, MemoryType memoryType, Layout? layout)
{
    public int Id { get; } = id;
    public string Name { get; } = name;
    public MemoryType MemoryType { get; } = memoryType;
    public Layout? Layout { get; } = layout;
    public ValueType Type => MemoryType.ValueType();
    public int Size => Layout?.Size ?? MemoryType.Size();

    public override string ToString() => $"{Name}.{Id}";
}

public sealed class Block(int id)
{
    public int Id { get; } = id;
    public List<Statement> Statements { get; set; } = [];
    public Terminator Terminator { get; set; } = Unreachable.Instance;
}

/// <summary>How a block ends.</summary>
public abstract class Terminator
{
    public virtual Expression? Operand => null;
    public virtual IReadOnlyList<Block> Targets => [];
    public abstract Terminator With(Expression? operand, Func<Block, Block> target);
}

public sealed class Jump(Block target) : Terminator
{
    public Block Target { get; } = target;
    public override IReadOnlyList<Block> Targets { get; } = [target];
    public override Terminator With(Expression? operand, Func<Block, Block> target) => new Jump(target(Target));
}

public sealed class Branch(Expression condition, Block ifTrue, Block ifFalse) : Terminator
{
    public Block IfTrue { get; } = ifTrue;
    public Block IfFalse { get; } = ifFalse;
    public override Expression Operand { get; } = condition;
    public override IReadOnlyList<Block> Targets { get; } = [ifTrue, ifFalse];
    public override Terminator With(Expression? operand, Func<Block, Block> target) => new Branch(operand!, target(IfTrue), target(IfFalse));
}

/// <summary>Goes to the case numbered by the operand, or to the default if there is none (unsigned).</summary>
public sealed class Switch(Expression value, IReadOnlyList<Block> cases, Block otherwise) : Terminator
{
    public IReadOnlyList<Block> Cases { get; } = cases;
    public Block Default { get; } = otherwise;
    public override Expression Operand { get; } = value;
    public override IReadOnlyList<Block> Targets { get; } = [.. cases, otherwise];
    public override Terminator With(Expression? operand, Func<Block, Block> target) => new Switch(operand!, [.. Cases.Select(target)], target(Default));
}

public sealed class Return(Expression? value) : Terminator
{
    public override Expression? Operand { get; } = value;
    public override Terminator With(Expression? operand, Func<Block, Block> target) => new Return(operand);
}

public sealed class Unreachable : Terminator
{
    public static readonly Unreachable Instance = new();
    public override Terminator With(Expression? operand, Func<Block, Block> target) => this;
}
