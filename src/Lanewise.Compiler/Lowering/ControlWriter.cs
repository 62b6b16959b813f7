using Lanewise.Compiler.Ir;
using Lanewise.Wasm;

namespace Lanewise.Compiler.Lowering;

/// <summary>
/// Writes a reducible graph of blocks as nested block, loop and if, in one pass over its dominator tree.
/// Ramsey, "Beyond Relooper: recursive translation of unstructured control flow to structured control flow" (ICFP 2022).
/// </summary>
internal sealed class ControlWriter(Function function, FunctionWriter writer, InstructionWriter code)
{
    private readonly FlowGraph _graph = new(function);

    // The labels in scope, innermost last: the block that a branch to the label reaches, or null for an if.
    private readonly List<Block?> _labels = [];

    public void Write()
    {
        WriteTree(_graph.Blocks[0]);

        // Every path has returned or branched; the validator wants to be told.
        code.Unreachable();
    }

    private void WriteTree(Block block)
    {
        // The last child in reverse postorder is the outermost block: its code comes last.
        List<Block> merges = [.. _graph.ChildrenOf(block).Where(_graph.IsMerge).OrderByDescending(_graph.OrderOf)];
        if (_graph.IsLoopHeader(block))
        {
            code.Loop();
            _labels.Add(block);
            WriteWithin(block, merges, 0);
            _labels.RemoveAt(_labels.Count - 1);
            code.End();
        }
        else
        {
            WriteWithin(block, merges, 0);
        }
    }

    private void WriteWithin(Block block, List<Block> merges, int index)
    {
        if (index < merges.Count)
        {
            code.Block();
            _labels.Add(merges[index]);
            WriteWithin(block, merges, index + 1);
            _labels.RemoveAt(_labels.Count - 1);
            code.End();
            WriteTree(merges[index]);
            return;
        }

        foreach (Statement statement in block.Statements)
        {
            writer.Write(statement);
        }

        WriteTerminator(block);
    }

    private void WriteTerminator(Block block)
    {
        switch (block.Terminator)
        {
            case Jump jump:
                WriteJump(block, jump.Target);
                break;
            case Branch branch:
                WriteBranch(block, branch);
                break;
            case Switch @switch:
                writer.Write(@switch.Operand!);
                code.BrTable([.. @switch.Cases.Select(LabelOf)], LabelOf(@switch.Default));
                break;
            case Return @return:
                if (@return.Operand is { } value)
                {
                    writer.Write(value);
                }

                writer.WriteEpilogue();
                code.Return();
                break;
            default:
                code.Unreachable();
                break;
        }
    }

    private void WriteBranch(Block block, Branch branch)
    {
        if (IsLabel(block, branch.IfTrue))
        {
            writer.Write(branch.Operand);
            code.BrIf(LabelOf(branch.IfTrue));
            WriteJump(block, branch.IfFalse);
        }
        else if (IsLabel(block, branch.IfFalse))
        {
            writer.Write(Build.Not(branch.Operand));
            code.BrIf(LabelOf(branch.IfFalse));
            WriteJump(block, branch.IfTrue);
        }
        else
        {
            writer.Write(branch.Operand);
            code.If();
            _labels.Add(null);
            WriteJump(block, branch.IfTrue);
            code.Else();
            WriteJump(block, branch.IfFalse);
            _labels.RemoveAt(_labels.Count - 1);
            code.End();
        }
    }

    private bool IsLabel(Block source, Block target) => _graph.IsBackward(source, target) || _graph.IsMerge(target);

    private void WriteJump(Block source, Block target)
    {
        if (IsLabel(source, target))
        {
            code.Br(LabelOf(target));
        }
        else
        {
            WriteTree(target);
        }
    }

    private uint LabelOf(Block target) => (uint)(_labels.Count - 1 - _labels.LastIndexOf(target));
}
