using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Drops writes of variables that nothing reads, and whole structs that are only written.
/// <code>
/// t = load(p); t = f(x)      =>   f(x)
/// </code>
/// </summary>
internal sealed class DeadCode : Pass
{
    public override bool Run(Function function)
    {
        var read = new HashSet<Variable>();
        foreach (Block block in function.Blocks)
        {
            foreach (Statement statement in block.Statements)
            {
                // The address of a struct that is only written to is not a read of it.
                bool writesPlace = statement is Copy or Clear or Store && statement.Operands[0] is AddressOf;
                for (int i = writesPlace ? 1 : 0; i < statement.Operands.Count; i++)
                {
                    Trees.Visit(statement.Operands[i], Note);
                }
            }

            if (block.Terminator.Operand is { } operand)
            {
                Trees.Visit(operand, Note);
            }
        }

        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            changed |= block.Statements.RemoveAll(IsDead) > 0;
            for (int i = 0; i < block.Statements.Count; i++)
            {
                if (block.Statements[i] is Call { Target: { } target } call && !read.Contains(target))
                {
                    block.Statements[i] = call.WithoutTarget();
                    changed = true;
                }
            }
        }

        return changed;

        void Note(Expression node)
        {
            if (node is Get get)
            {
                read.Add(get.Variable);
            }
            else if (node is AddressOf address)
            {
                read.Add(address.Variable);
            }
        }

        bool IsDead(Statement statement) => statement switch
        {
            Set set => !read.Contains(set.Target) || (set.Value is Get get && get.Variable == set.Target),
            Copy or Clear or Store when statement.Operands[0] is AddressOf address => !read.Contains(address.Variable),
            _ => false,
        };
    }
}
