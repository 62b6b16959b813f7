using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>
/// Copies a block that only tests a condition into the jumps that lead to it, so that a loop tests at its end and one
/// jump a turn is saved.
/// <code>
/// goto test; body: ...; goto test; test: if (c) goto body else exit
/// =>  if (c) goto body else exit; body: ...; if (c) goto body else exit
/// </code>
/// </summary>
internal sealed class LoopRotation : Pass
{
    public override bool Run(Function function)
    {
        bool changed = false;
        foreach (Block block in function.Blocks)
        {
            if (block.Terminator is Jump { Target: { Statements.Count: 0, Terminator: Branch branch } target } && target != block
                && Trees.Weight(branch.Operand) <= 8)
            {
                block.Terminator = branch;
                changed = true;
            }
        }

        return changed;
    }
}
