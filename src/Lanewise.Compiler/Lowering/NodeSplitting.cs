using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Lowering;

/// <summary>
/// Makes a loop with two entries (gotos can write one) into loops with one, by giving the second entry its own copy of
/// the block it enters. WebAssembly has no jump into a loop.
/// </summary>
internal static class NodeSplitting
{
    private const int MostCopies = 200;

    /// <summary>False if the function grew beyond reason.</summary>
    public static bool Run(Function function)
    {
        for (int copies = 0; copies < MostCopies; copies++)
        {
            var graph = new FlowGraph(function);
            if (graph.IrreducibleEdge() is not { } edge)
            {
                return true;
            }

            // All ways in except the back edges get a copy of the target; the loop keeps the original.
            Block copy = new(function.Blocks.Max(block => block.Id) + 1)
            {
                Statements = [.. edge.Target.Statements],
                Terminator = edge.Target.Terminator,
            };
            Block outsider = graph.PredecessorsOf(edge.Target).First(source => !graph.IsBackward(source, edge.Target));
            outsider.Terminator = outsider.Terminator.With(outsider.Terminator.Operand, target => target == edge.Target ? copy : target);
            function.Blocks.Add(copy);
        }

        return false;
    }
}
