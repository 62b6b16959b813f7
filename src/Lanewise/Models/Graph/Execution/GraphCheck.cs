namespace Lanewise.Models;

/// <summary>What is refused about a graph before any weights are read.</summary>
internal static class GraphCheck
{
    /// <exception cref="ModelFormatException">
    /// There is no output, a node that one needs is unknown, or a node depends on itself, be it needed or not.
    /// </exception>
    public static void Check(ModelGraph graph, Edge[] outputs)
    {
        if (outputs.Length == 0)
        {
            throw new ModelFormatException(graph.File, "modelTopology", "the graph has no outputs");
        }

        CheckCycles(graph);
        foreach (GraphFunction function in graph.Library.Functions)
        {
            CheckCycles(function.Graph);
        }

        foreach (GraphNode node in NeededNodes.InOrder(graph, outputs, node => node.Op is "Const" or "Placeholder"))
        {
            if (node.Definition is null)
            {
                throw graph.Problem(node, "the op is not known");
            }
        }
    }

    /// <exception cref="ModelFormatException">A node depends on itself, and not by way of a loop.</exception>
    public static void CheckCycles(ModelGraph graph) =>
        NeededNodes.InOrder(graph, graph.Nodes.Select(node => new Edge(node.Index, 0)), _ => false);
}
