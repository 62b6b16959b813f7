using Lanewise.Compiler.Ir;
using Lanewise.Compiler.Lowering;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Copies a block that only tests a condition into the jumps that lead to it, so that a loop tests at its end and one
/// jump a turn is saved.
/// <code>
/// goto test; body: ...; goto test; test: if (c) goto body else exit
/// =>  if (c) goto body else exit; body: ...; if (c) goto body else exit
/// </code>
/// </summary>
/// <remarks>
/// A test that heads a loop is copied only if one of its ways leads out. Were both in the loop, the copies would jump to
/// both: a loop with two entries.
/// </remarks>
internal sealed class LoopRotation : Pass
{
    public override bool Run(Function function)
    {
        var graph = new FlowGraph(function);
        HashSet<Block> tests = [.. graph.Blocks.Where(block => IsTest(block) && (!graph.IsLoopHeader(block) || LeavesItsLoop(graph, block)))];
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            if (block.Terminator is Jump { Target: var target } && target != block && tests.Contains(target))
            {
                block.Terminator = target.Terminator;
                changed = true;
            }
        }

        return changed;
    }

    private static bool IsTest(Block block) =>
        block is { Statements.Count: 0, Terminator: Branch branch } && Trees.Weight(branch.Operand) <= 8;

    private static bool LeavesItsLoop(FlowGraph graph, Block header)
    {
        // The loop: what reaches the header's back edges without passing the header.
        HashSet<Block> loop = [header];
        var pending = new Stack<Block>(graph.PredecessorsOf(header).Where(source => graph.IsBackward(source, header)));
        while (pending.TryPop(out Block? block))
        {
            if (loop.Add(block))
            {
                foreach (Block predecessor in graph.PredecessorsOf(block))
                {
                    pending.Push(predecessor);
                }
            }
        }

        return header.Terminator.Targets.Count(loop.Contains) == 1;
    }
}
