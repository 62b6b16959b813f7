using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Replaces reads of a variable that is written once by what it was written with, if that is a constant, an address,
/// another variable written once, or a constant offset from one.
/// <code>
/// nr = 8; n = nr; p = &amp;s          =>   (nothing)
/// if (n == 8) store(p + 4, n)      =>   if (1) store(&amp;s + 4, 8)
/// </code>
/// </summary>
/// <remarks>
/// Copying from u to v is right although both may be written again in the next turn of a loop: a read of v that saw a
/// newer u would be reached without passing v's only write, which definite assignment excludes.
/// </remarks>
internal sealed class ConstantPropagation : Pass
{
    public override bool Run(Function function)
    {
        var usage = new Usage(function);
        Dictionary<Variable, Expression> values = [];
        foreach (Block block in function.Blocks)
        {
            block.Statements.RemoveAll(statement =>
            {
                if (statement is not Set set || !usage.IsStable(set.Target))
                {
                    return false;
                }

                bool known = set.Value is Constant or AddressOf or Symbol
                    || (set.Value is Get get && get.Variable != set.Target && usage.IsStable(get.Variable) && Holds(set.Target, get.Variable))
                    || IsOffset(set.Value, usage);
                if (known)
                {
                    values[set.Target] = set.Value;
                }

                return known;
            });
        }

        if (values.Count == 0)
        {
            return false;
        }

        Trees.RewriteFunction(function, Resolve);
        return true;

        Expression? Resolve(Expression node)
        {
            // What a variable stands for may itself be, or hold, a variable that is replaced.
            return node is Get get && values.TryGetValue(get.Variable, out Expression? value) ? Trees.Rewrite(value, Resolve) : null;
        }
    }

    // A pointer a little beyond another: in an access, the addition costs nothing.
    private static bool IsOffset(Expression value, Usage usage) =>
        value is Operation { Opcode: Opcode.I32Add, Operands: [Get { Variable: var basis }, Constant { AsInt32: > 0 and < Build.LowMemory }] } && usage.IsStable(basis);

    // A narrow variable may be read through a wider one, not the other way round: its range would be lost.
    private static bool Holds(Variable target, Variable source) =>
        target.MemoryType == source.MemoryType || target.MemoryType == MemoryTypes.Of(source.Type);
}
