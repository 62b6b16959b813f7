namespace Lanewise.Models;

/// <summary>The nodes of a model, of its initializer or of a function.</summary>
internal sealed class ModelGraph(string file, GraphNode[] nodes, Dictionary<string, int> index, GraphLibrary library)
{
    /// <summary>The file that errors name.</summary>
    public string File => file;

    public GraphNode[] Nodes => nodes;

    public GraphLibrary Library => library;

    /// <summary>Whether the graph has branches that a Switch chooses and a Merge joins.</summary>
    public bool HasBranches { get; } = Array.Exists(nodes, node => node.Op is "Switch" or "RefSwitch");

    /// <summary>Resolves <c>node</c>, <c>node:output</c> or <c>node:name:output</c>; null if there is no such node.</summary>
    public Edge? Find(string name)
    {
        string[] parts = name.Split(':');
        int output = 0;
        if (!index.TryGetValue(parts[0], out int node) || (parts.Length > 1 && !int.TryParse(parts[^1], out output)) || output < 0)
        {
            return null;
        }

        // In functions an output is counted within its name.
        int named = parts.Length == 3 && nodes[node].Definition is { } op ? Array.IndexOf(op.Outputs, parts[1]) : -1;
        return new Edge(node, Math.Max(named, 0) + output);
    }

    public ModelFormatException Problem(GraphNode node, string problem) => new(file, node.Title, problem);
}
