using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Folds branches on constants, drops blocks that nothing reaches, skips empty blocks and joins a block to its only
/// predecessor.
/// <code>
/// a: if (1) goto b else c      =>   a: ... (b's statements)
/// </code>
/// </summary>
internal sealed class ControlFlow : Pass
{
    public override bool Run(Function function)
    {
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            Terminator simpler = Simplify(block.Terminator);
            changed |= simpler != block.Terminator;
            block.Terminator = simpler;
        }

        changed |= SkipEmptyBlocks(function);
        changed |= RemoveUnreachable(function);
        changed |= JoinBlocks(function);
        return changed;
    }

    private static Terminator Simplify(Terminator terminator) => terminator switch
    {
        Branch branch when branch.IfTrue == branch.IfFalse => new Jump(branch.IfTrue),
        Branch { Operand: Constant constant } branch => new Jump(constant.AsInt32 != 0 ? branch.IfTrue : branch.IfFalse),
        Branch { Operand: Operation { Opcode: Opcode.I32Eqz, Operands: [var inner] } } branch => new Branch(inner, branch.IfFalse, branch.IfTrue),
        Branch { Operand: Operation { Opcode: Opcode.I32Ne, Operands: [var inner, Constant { AsInt32: 0 }] } } branch => new Branch(inner, branch.IfTrue, branch.IfFalse),
        Switch { Operand: Constant constant } @switch => new Jump((uint)constant.AsInt32 < @switch.Cases.Count ? @switch.Cases[constant.AsInt32] : @switch.Default),
        _ => terminator,
    };

    private static bool SkipEmptyBlocks(Function function)
    {
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            if (block.Terminator.Targets.Any(target => Final(target) != target))
            {
                block.Terminator = block.Terminator.With(block.Terminator.Operand, Final);
                changed = true;
            }
        }

        return changed;
    }

    private static Block Final(Block block)
    {
        var seen = new HashSet<Block>();
        while (block.Statements.Count == 0 && block.Terminator is Jump jump && seen.Add(block))
        {
            block = jump.Target;
        }

        return block;
    }

    private static bool RemoveUnreachable(Function function)
    {
        var reached = new HashSet<Block>();
        var pending = new Stack<Block>([function.Entry]);
        while (pending.TryPop(out Block? block))
        {
            if (reached.Add(block))
            {
                foreach (Block target in block.Terminator.Targets)
                {
                    pending.Push(target);
                }
            }
        }

        return function.Blocks.RemoveAll(block => !reached.Contains(block)) > 0;
    }

    private static bool JoinBlocks(Function function)
    {
        Dictionary<Block, int> predecessors = [];
        foreach (Block target in function.Blocks.SelectMany(block => block.Terminator.Targets))
        {
            predecessors[target] = predecessors.GetValueOrDefault(target) + 1;
        }

        var joined = new HashSet<Block>();
        foreach (Block block in function.Blocks)
        {
            while (!joined.Contains(block) && block.Terminator is Jump { Target: var target }
                && predecessors[target] == 1 && target != block && target != function.Entry)
            {
                block.Statements.AddRange(target.Statements);
                block.Terminator = target.Terminator;
                joined.Add(target);
            }
        }

        return function.Blocks.RemoveAll(joined.Contains) > 0;
    }
}
