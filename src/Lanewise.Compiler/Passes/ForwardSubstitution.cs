using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Moves a value that is read once into its reader, and reads a copy's source instead of the copy, within a block and as
/// long as nothing in between changes the value.
/// <code>
/// t = load(p); u = c; c = madd(t, b, u)      =>   c = madd(load(p), b, c)
/// </code>
/// </summary>
internal sealed class ForwardSubstitution : Pass
{
    public override bool Run(Function function)
    {
        var usage = new Usage(function);
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            changed |= new BlockRun(usage).Run(block);
        }

        return changed;
    }

    private sealed class BlockRun(Usage usage)
    {
        // A value waiting for its reader, and the statement that computes it.
        private readonly Dictionary<Variable, (int Index, Expression Value)> _waiting = [];
        private readonly HashSet<int> _moved = [];
        private bool _changed;

        public bool Run(Block block)
        {
            List<Statement> statements = block.Statements;
            for (int i = 0; i < statements.Count; i++)
            {
                if (Trees.RewriteAll(statements[i].Operands, Substitute) is { } operands)
                {
                    statements[i] = statements[i].With(operands);
                    _changed = true;
                }

                Forget(statements[i]);
                if (statements[i] is Set set && usage.IsStable(set.Target) && (set.Value is Get || usage.Reads(set.Target) == 1))
                {
                    _waiting[set.Target] = (i, set.Value);
                }
            }

            if (block.Terminator.Operand is { } operand && Trees.Rewrite(operand, Substitute) is var rewritten && rewritten != operand)
            {
                block.Terminator = block.Terminator.With(rewritten, target => target);
                _changed = true;
            }

            for (int i = statements.Count - 1; i >= 0; i--)
            {
                if (_moved.Contains(i))
                {
                    statements.RemoveAt(i);
                }
            }

            return _changed;
        }

        private Expression? Substitute(Expression node)
        {
            if (node is not Get get || !_waiting.TryGetValue(get.Variable, out (int Index, Expression Value) waiting))
            {
                return null;
            }

            if (usage.Reads(get.Variable) == 1)
            {
                _waiting.Remove(get.Variable);
                _moved.Add(waiting.Index);
            }

            return waiting.Value;
        }

        private void Forget(Statement statement)
        {
            // A variable whose address is taken is memory too.
            bool writesMemory = statement.WritesMemory || (statement.Target is { } target && usage.IsAddressTaken(target));
            foreach ((Variable variable, (_, Expression value)) in _waiting)
            {
                if (Trees.Any(value, node => node switch
                {
                    Load => writesMemory,
                    Get get => get.Variable == statement.Target || (writesMemory && usage.IsAddressTaken(get.Variable)),
                    _ => false,
                }))
                {
                    _waiting.Remove(variable);
                }
            }
        }
    }
}
