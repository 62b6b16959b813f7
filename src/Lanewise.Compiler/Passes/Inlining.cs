using System.Reflection;
using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Replaces calls by the optimised body of the callee: always where it asks for AggressiveInlining, otherwise where the
/// body is no larger than the call. An address passed as an argument stays symbolic in the body.
/// <code>
/// t = f(&amp;s, 2)    f(p, n): store(p, n); return n     =>   store(&amp;s, 2); t = 2
/// </code>
/// </summary>
/// <param name="bodyOf">Gives the optimised body of a method, or null while it is being optimised (recursion).</param>
internal sealed class Inlining(Func<MethodBase, Function?> bodyOf) : Pass
{
    private const int SmallBody = 14;

    public override bool Run(Function function)
    {
        bool changed = false;
        for (int b = 0; b < function.Blocks.Count; b++)
        {
            Block block = function.Blocks[b];
            for (int i = 0; i < block.Statements.Count; i++)
            {
                if (block.Statements[i] is Call { Method: { } method } call && Candidate(function, method) is { } body)
                {
                    changed = true;
                    int length = Splice(function, block, i, call, body);
                    if (length < 0)
                    {
                        // The rest of the block moved behind the body.
                        break;
                    }

                    i += length - 1;
                }
            }
        }

        return changed;
    }

    private Function? Candidate(Function caller, MethodBase method)
    {
        MethodImplAttributes flags = method.MethodImplementationFlags;
        if (flags.HasFlag(MethodImplAttributes.NoInlining) || method.MethodHandle == caller.Method.MethodHandle)
        {
            return null;
        }

        if (bodyOf(method) is not { } body || body.Blocks.Exists(block => block.Statements.Exists(statement => statement is StackAllocate)))
        {
            return null;
        }

        return flags.HasFlag(MethodImplAttributes.AggressiveInlining) || Weight(body) <= SmallBody + body.Parameters.Count ? body : null;
    }

    private static int Weight(Function function) =>
        function.Blocks.Sum(block => block.Statements.Sum(statement => 1 + statement.Operands.Sum(Trees.Weight))
            + (block.Terminator.Operand is { } operand ? Trees.Weight(operand) : 0))
        + 4 * (function.Blocks.Count - 1);

    /// <summary>Puts the body in place of statement <paramref name="index"/>; its length if the block goes on, or −1 if the block was split.</summary>
    private static int Splice(Function caller, Block block, int index, Call call, Function body)
    {
        var copy = new BodyCopy(caller, call, body);
        if (body.Blocks is [{ Terminator: Return @return } only])
        {
            List<Statement> inlined = [.. copy.Prologue, .. only.Statements.Select(copy.Rename)];
            if (call.Target is not null && @return.Operand is { } value)
            {
                inlined.Add(new Set(call.Target, copy.Rename(value)));
            }

            block.Statements.RemoveAt(index);
            block.Statements.InsertRange(index, inlined);
            return inlined.Count;
        }

        int nextId = caller.Blocks.Max(candidate => candidate.Id) + 1;
        var rest = new Block(nextId++)
        {
            Statements = [.. block.Statements.Skip(index + 1)],
            Terminator = block.Terminator,
        };
        Dictionary<Block, Block> blocks = body.Blocks.ToDictionary(original => original, _ => new Block(nextId++));
        foreach (Block original in body.Blocks)
        {
            Block target = blocks[original];
            target.Statements = [.. original.Statements.Select(copy.Rename)];
            if (original.Terminator is Return { Operand: var value })
            {
                if (call.Target is not null && value is not null)
                {
                    target.Statements.Add(new Set(call.Target, copy.Rename(value)));
                }

                target.Terminator = new Jump(rest);
            }
            else
            {
                Expression? operand = original.Terminator.Operand is { } condition ? copy.Rename(condition) : null;
                target.Terminator = original.Terminator.With(operand, successor => blocks[successor]);
            }
        }

        block.Statements = [.. block.Statements.Take(index), .. copy.Prologue];
        block.Terminator = new Jump(blocks[body.Entry]);
        caller.Blocks.AddRange(blocks.Values);
        caller.Blocks.Add(rest);
        return -1;
    }

    /// <summary>Copies statements of the callee with its variables renamed to fresh ones of the caller.</summary>
    private sealed class BodyCopy
    {
        private readonly Function _caller;
        private readonly Dictionary<Variable, Variable> _variables = [];
        private readonly Dictionary<Variable, Expression> _arguments = [];

        public BodyCopy(Function caller, Call call, Function body)
        {
            _caller = caller;
            var usage = new Usage(body);
            for (int i = 0; i < body.Parameters.Count; i++)
            {
                Variable parameter = body.Parameters[i];
                Expression argument = call.Arguments[i];
                if (usage.IsStable(parameter) && argument is Constant or AddressOf or Symbol)
                {
                    _arguments[parameter] = argument;
                }
                else
                {
                    Prologue.Add(new Set(Rename(parameter), Build.Normalise(parameter.MemoryType, argument)));
                }
            }
        }

        /// <summary>Writes the parameters.</summary>
        public List<Statement> Prologue { get; } = [];

        public Statement Rename(Statement statement)
        {
            Statement renamed = Trees.RewriteAll(statement.Operands, Replace) is { } operands ? statement.With(operands) : statement;
            return renamed.Target is { } target ? renamed.WithTarget(Rename(target)) : renamed;
        }

        public Expression Rename(Expression expression) => Trees.Rewrite(expression, Replace);

        private Expression? Replace(Expression node) => node switch
        {
            Get get => _arguments.GetValueOrDefault(get.Variable) ?? new Get(Rename(get.Variable)),
            AddressOf address => new AddressOf(Rename(address.Variable), address.Offset),
            _ => null,
        };

        private Variable Rename(Variable variable)
        {
            if (!_variables.TryGetValue(variable, out Variable? renamed))
            {
                _variables[variable] = renamed = variable.Layout is null
                    ? _caller.NewVariable(variable.Name, variable.MemoryType)
                    : _caller.NewAggregate(variable.Name, variable.Layout);
            }

            return renamed;
        }
    }
}
