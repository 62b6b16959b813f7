namespace Lanewise.Compiler.Ir;

/// <summary>Walks over expression trees.</summary>
public static class Trees
{
    public static bool Any(Expression expression, Func<Expression, bool> predicate)
    {
        if (predicate(expression))
        {
            return true;
        }

        foreach (Expression operand in expression.Operands)
        {
            if (Any(operand, predicate))
            {
                return true;
            }
        }

        return false;
    }

    public static void Visit(Expression expression, Action<Expression> action)
    {
        action(expression);
        foreach (Expression operand in expression.Operands)
        {
            Visit(operand, action);
        }
    }

    /// <summary>The number of nodes.</summary>
    public static int Weight(Expression expression)
    {
        int weight = 1;
        foreach (Expression operand in expression.Operands)
        {
            weight += Weight(operand);
        }

        return weight;
    }

    /// <summary>
    /// Rebuilds a tree from the leaves up, so that whatever a replacement makes simpler is simplified.
    /// </summary>
    /// <param name="replace">Gives the replacement of a node whose operands are rewritten already, or null to keep it.</param>
    public static Expression Rewrite(Expression expression, Func<Expression, Expression?> replace)
    {
        Expression rebuilt = expression switch
        {
            Operation operation when RewriteAll(operation.Operands, replace) is { } operands
                => Build.Operation(operation.Opcode, operands, operation.Lane, operation.Shuffle),
            Load load when Rewrite(load.Address, replace) is var address && address != load.Address
                => Build.Load(load.Opcode, address, load.Offset),
            _ => expression,
        };

        // A node that collapsed into one of its operands, add(x, 0), has been through the replacement as that operand.
        bool collapsed = rebuilt != expression && rebuilt is not (Operation or Load);
        return collapsed ? rebuilt : replace(rebuilt) ?? rebuilt;
    }

    /// <summary>The rewritten list, or null if nothing changed.</summary>
    public static IReadOnlyList<Expression>? RewriteAll(IReadOnlyList<Expression> expressions, Func<Expression, Expression?> replace)
    {
        Expression[]? rewritten = null;
        for (int i = 0; i < expressions.Count; i++)
        {
            Expression operand = Rewrite(expressions[i], replace);
            if (operand != expressions[i])
            {
                rewritten ??= [.. expressions];
                rewritten[i] = operand;
            }
        }

        return rewritten;
    }

    /// <summary>Rewrites every expression of a function in place.</summary>
    public static bool RewriteFunction(Function function, Func<Expression, Expression?> replace)
    {
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            for (int i = 0; i < block.Statements.Count; i++)
            {
                if (RewriteAll(block.Statements[i].Operands, replace) is { } operands)
                {
                    block.Statements[i] = block.Statements[i].With(operands);
                    changed = true;
                }
            }

            if (block.Terminator.Operand is { } operand && Rewrite(operand, replace) is var rewritten && rewritten != operand)
            {
                block.Terminator = block.Terminator.With(rewritten, target => target);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>Calls an action for every node of every expression.</summary>
    public static void VisitFunction(Function function, Action<Expression> action)
    {
        foreach (Block block in function.Blocks)
        {
            foreach (Statement statement in block.Statements)
            {
                foreach (Expression operand in statement.Operands)
                {
                    Visit(operand, action);
                }
            }

            if (block.Terminator.Operand is { } condition)
            {
                Visit(condition, action);
            }
        }
    }
}
