using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Lowering;

/// <summary>
/// Reverse postorder, dominator tree and the shape of joins and loops of a function's blocks.
/// Immediate dominators by Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
/// </summary>
internal sealed class FlowGraph
{
    private readonly Dictionary<Block, int> _order = [];
    private readonly Dictionary<Block, Block> _dominators = [];
    private readonly Dictionary<Block, List<Block>> _predecessors = [];

    public FlowGraph(Function function)
    {
        Blocks = ReversePostorder(function.Entry);
        for (int i = 0; i < Blocks.Count; i++)
        {
            _order[Blocks[i]] = i;
            _predecessors[Blocks[i]] = [];
        }

        foreach (Block block in Blocks)
        {
            foreach (Block target in block.Terminator.Targets.Distinct())
            {
                _predecessors[target].Add(block);
            }
        }

        FindDominators();
    }

    /// <summary>The reachable blocks in reverse postorder.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    public int OrderOf(Block block) => _order[block];

    /// <summary>True if the edge goes back to a block at or before its source.</summary>
    public bool IsBackward(Block source, Block target) => _order[target] <= _order[source];

    public IReadOnlyList<Block> PredecessorsOf(Block block) => _predecessors[block];

    public bool IsLoopHeader(Block block) => _predecessors[block].Exists(source => IsBackward(source, block));

    /// <summary>Reached by forward edges from two places, or by a switch: something to branch to, not to fall into.</summary>
    public bool IsMerge(Block block) =>
        _predecessors[block].Count(source => !IsBackward(source, block)) > 1
        || _predecessors[block].Exists(source => source.Terminator is Switch && !IsBackward(source, block));

    /// <summary>The blocks that a block immediately dominates, in reverse postorder.</summary>
    public IEnumerable<Block> ChildrenOf(Block block) => Blocks.Where(child => child != Blocks[0] && _dominators[child] == block);

    public bool Dominates(Block dominator, Block block)
    {
        while (_order[block] > _order[dominator])
        {
            block = _dominators[block];
        }

        return block == dominator;
    }

    /// <summary>An edge back to a block that does not dominate its source: a loop with a second entry.</summary>
    public (Block Source, Block Target)? IrreducibleEdge()
    {
        foreach (Block block in Blocks)
        {
            foreach (Block target in block.Terminator.Targets)
            {
                if (IsBackward(block, target) && !Dominates(target, block))
                {
                    return (block, target);
                }
            }
        }

        return null;
    }

    private static List<Block> ReversePostorder(Block entry)
    {
        var order = new List<Block>();
        var seen = new HashSet<Block> { entry };
        var stack = new Stack<(Block Block, int Next)>([(entry, 0)]);
        while (stack.TryPop(out (Block Block, int Next) top))
        {
            IReadOnlyList<Block> targets = top.Block.Terminator.Targets;
            if (top.Next == targets.Count)
            {
                order.Add(top.Block);
                continue;
            }

            stack.Push((top.Block, top.Next + 1));

            // The last target first, so that the first one comes right behind its source.
            Block target = targets[targets.Count - 1 - top.Next];
            if (seen.Add(target))
            {
                stack.Push((target, 0));
            }
        }

        order.Reverse();
        return order;
    }

    private void FindDominators()
    {
        _dominators[Blocks[0]] = Blocks[0];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Block block in Blocks.Skip(1))
            {
                Block? common = null;
                foreach (Block predecessor in _predecessors[block])
                {
                    if (_dominators.ContainsKey(predecessor))
                    {
                        common = common is null ? predecessor : Intersect(predecessor, common);
                    }
                }

                if (!_dominators.TryGetValue(block, out Block? known) || known != common)
                {
                    _dominators[block] = common!;
                    changed = true;
                }
            }
        }
    }

    private Block Intersect(Block a, Block b)
    {
        while (a != b)
        {
            while (_order[a] > _order[b])
            {
                a = _dominators[a];
            }

            while (_order[b] > _order[a])
            {
                b = _dominators[b];
            }
        }

        return a;
    }
}
