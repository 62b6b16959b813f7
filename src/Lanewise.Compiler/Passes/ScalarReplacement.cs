using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Splits a variable whose address is used for nothing but accesses at known offsets into one variable per scalar.
/// <code>
/// store(&amp;s + 0, x); store(&amp;s + 4, y); z = load(&amp;s + 4)      =>   s_0 = x; s_4 = y; z = s_4
/// </code>
/// What is left afterwards lives in memory.
/// </summary>
internal sealed class ScalarReplacement : Pass
{
    public override bool Run(Function function)
    {
        var accesses = new PlaceAccesses(function);
        Dictionary<Variable, Dictionary<int, Variable>> parts = [];
        foreach (Variable variable in accesses.Replaceable)
        {
            parts[variable] = variable.Layout is null
                ? new() { [0] = variable }
                : variable.Layout.Leaves.ToDictionary(leaf => leaf.Offset, leaf => function.NewVariable($"{variable.Name}_{leaf.Offset}", leaf.Type));
        }

        if (parts.Count == 0)
        {
            return false;
        }

        foreach (Block block in function.Blocks)
        {
            List<Statement> statements = [];
            foreach (Statement statement in block.Statements)
            {
                Split(statement, statements);
            }

            block.Statements = statements;
        }

        Trees.RewriteFunction(function, ReplaceLoad);
        return true;

        Variable? Part(Expression address, int offset) =>
            address is AddressOf place && parts.TryGetValue(place.Variable, out Dictionary<int, Variable>? scalars) ? scalars[place.Offset + offset] : null;

        Expression? ReplaceLoad(Expression node) =>
            node is Load load && Part(load.Address, load.Offset) is { } part ? Read(load, part) : null;

        void Split(Statement statement, List<Statement> into)
        {
            switch (statement)
            {
                case Store store when Part(store.Address, store.Offset) is { } part:
                    into.Add(new Set(part, Build.Normalise(part.MemoryType, Build.Reinterpret(part.MemoryType, store.MemoryType, store.Value)!)));
                    break;
                case Clear clear when IsReplaced(clear.Destination):
                    foreach (Leaf leaf in clear.Layout.Leaves)
                    {
                        Variable part = Part(clear.Destination, leaf.Offset)!;
                        into.Add(new Set(part, Constant.Zero(part.Type)));
                    }

                    break;
                case Copy copy when IsReplaced(copy.Destination) || IsReplaced(copy.Source):
                    SplitCopy(copy, into);
                    break;
                default:
                    into.Add(statement);
                    break;
            }
        }

        bool IsReplaced(Expression address) => address is AddressOf place && parts.ContainsKey(place.Variable);

        void SplitCopy(Copy copy, List<Statement> into)
        {
            // A pointer is used once per scalar.
            Expression destination = Once(copy.Destination, into);
            Expression source = Once(copy.Source, into);
            foreach (Leaf leaf in copy.Layout.Leaves)
            {
                Variable? from = Part(source, leaf.Offset);
                Variable? to = Part(destination, leaf.Offset);
                Expression value = from is null ? Build.Load(leaf.Type, Build.Add(source, leaf.Offset), 0) : new Get(from);
                MemoryType valueType = from?.MemoryType ?? leaf.Type;
                into.Add(to is null
                    ? Build.Store(leaf.Type, Build.Add(destination, leaf.Offset), 0, Build.Reinterpret(leaf.Type, valueType, value)!)
                    : new Set(to, Build.Reinterpret(to.MemoryType, valueType, value)!));
            }
        }

        Expression Once(Expression address, List<Statement> into)
        {
            if (address is AddressOf or Symbol or Constant)
            {
                return address;
            }

            Variable pointer = function.NewVariable("p", MemoryType.I32);
            into.Add(new Set(pointer, address));
            return new Get(pointer);
        }
    }

    private static Expression Read(Load load, Variable part)
    {
        MemoryType type = MemoryTypeOf(load);
        return Build.Reinterpret(type, part.MemoryType, new Get(part))!;
    }

    internal static MemoryType MemoryTypeOf(Load load)
    {
        foreach (MemoryType type in Enum.GetValues<MemoryType>())
        {
            if (type.LoadOpcode() == load.Opcode)
            {
                return type;
            }
        }

        return MemoryType.V128;
    }
}
