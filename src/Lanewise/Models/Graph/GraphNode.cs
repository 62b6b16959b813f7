namespace Lanewise.Models;

/// <summary>One output of a node.</summary>
/// <param name="Node">The node's index in its graph.</param>
/// <param name="Output">Which of its outputs.</param>
internal readonly record struct Edge(int Node, int Output);

/// <summary>A node of a graph: an op, what it reads, and its attributes.</summary>
internal sealed class GraphNode(int index, string name, string op, NodeAttributes attributes, OpDefinition? definition)
{
    public int Index => index;

    public string Name => name;

    public string Op => op;

    public NodeAttributes Attributes => attributes;

    /// <summary>Null for an op that is not known. Whether that matters shows when a plan needs the node.</summary>
    public OpDefinition? Definition => definition;

    public Edge[] Inputs { get; set; } = [];

    /// <summary>Nodes that must have run, and be live, before this one runs.</summary>
    public int[] Controls { get; set; } = [];

    /// <summary>How errors call the node.</summary>
    public string Title => $"node '{name}' ({op})";
}
