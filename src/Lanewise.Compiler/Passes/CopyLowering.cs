using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Turns what is left of struct copies and clears into loads and stores, or into one memory.copy or memory.fill where
/// the struct is large or its scalars do not tell all of it.
/// </summary>
internal sealed class CopyLowering : Pass
{
    private const int MostScalars = 8;

    public override bool Run(Function function)
    {
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            if (!block.Statements.Exists(statement => statement is Copy or Clear))
            {
                continue;
            }

            changed = true;
            List<Statement> statements = [];
            foreach (Statement statement in block.Statements)
            {
                switch (statement)
                {
                    case Copy copy when IsSmall(copy.Layout):
                        LowerCopy(function, copy, statements);
                        break;
                    case Copy copy:
                        statements.Add(new Effect(Opcode.MemoryCopy, [copy.Destination, copy.Source, Build.I32(copy.Layout.Size)], null));
                        break;
                    case Clear clear when IsSmall(clear.Layout):
                        LowerClear(function, clear, statements);
                        break;
                    case Clear clear:
                        statements.Add(new Effect(Opcode.MemoryFill, [clear.Destination, Build.I32(0), Build.I32(clear.Layout.Size)], null));
                        break;
                    default:
                        statements.Add(statement);
                        break;
                }
            }

            block.Statements = statements;
        }

        return changed;
    }

    private static bool IsSmall(Layout layout) => !layout.Opaque && layout.Leaves.Count <= MostScalars;

    // All loads come first: the two may be the same struct.
    private static void LowerCopy(Function function, Copy copy, List<Statement> into)
    {
        Expression destination = Once(function, copy.Destination, into);
        Expression source = Once(function, copy.Source, into);
        List<Variable> values = [];
        foreach (Leaf leaf in copy.Layout.Leaves)
        {
            Variable value = function.NewVariable("f", leaf.Type);
            into.Add(new Set(value, Build.Load(leaf.Type, Build.Add(source, leaf.Offset), 0)));
            values.Add(value);
        }

        for (int i = 0; i < values.Count; i++)
        {
            Leaf leaf = copy.Layout.Leaves[i];
            into.Add(Build.Store(leaf.Type, Build.Add(destination, leaf.Offset), 0, new Get(values[i])));
        }
    }

    private static void LowerClear(Function function, Clear clear, List<Statement> into)
    {
        Expression destination = Once(function, clear.Destination, into);
        foreach (Leaf leaf in clear.Layout.Leaves)
        {
            into.Add(Build.Store(leaf.Type, Build.Add(destination, leaf.Offset), 0, Constant.Zero(leaf.Type.ValueType())));
        }
    }

    private static Expression Once(Function function, Expression address, List<Statement> into)
    {
        if (address is AddressOf or Symbol or Get)
        {
            return address;
        }

        Variable pointer = function.NewVariable("p", MemoryType.I32);
        into.Add(new Set(pointer, address));
        return new Get(pointer);
    }
}
