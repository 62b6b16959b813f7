using System.Collections.Immutable;
using System.Text.Json;

namespace Lanewise.Models;

/// <summary>An input or an output of a graph.</summary>
/// <param name="Tensor">What is told about it.</param>
/// <param name="Edge">Where it is.</param>
/// <param name="Resource">The id of the resource that it takes from the initializer, or gives it to the graph.</param>
internal sealed record GraphPort(ModelTensor Tensor, Edge Edge, string? Resource)
{
    /// <summary>What the signature lists, or else all placeholders.</summary>
    public static GraphPort[] Inputs(ModelGraph graph, SignatureJson? signature) => signature?.Inputs is { Count: > 0 } entries
        ? Listed(graph, entries)
        : [.. graph.Nodes.Where(node => node.Op.StartsWith("Placeholder", StringComparison.Ordinal)).Select(node => Unlisted(node, node.Name))];

    /// <summary>What the signature lists, or else all nodes that no other reads.</summary>
    public static GraphPort[] Outputs(ModelGraph graph, SignatureJson? signature)
    {
        if (signature?.Outputs is { Count: > 0 } entries)
        {
            return Listed(graph, entries);
        }

        HashSet<int> read = [.. graph.Nodes.SelectMany(node => node.Inputs.Select(input => input.Node).Concat(node.Controls))];
        return [.. graph.Nodes.Where(node => !read.Contains(node.Index)).Select(node => Unlisted(node, node.Name))];
    }

    /// <summary>A port by its name in the signature or by its node's; null if there is neither.</summary>
    public static GraphPort? Find(ModelGraph graph, GraphPort[] ports, string name)
    {
        if (Array.Find(ports, port => port.Tensor.Name == name) is { } listed)
        {
            return listed;
        }

        return graph.Find(name) is { } edge
            ? Array.Find(ports, port => port.Edge == edge) ?? Unlisted(graph.Nodes[edge.Node], name) with { Edge = edge }
            : null;
    }

    /// <summary>Nodes that the converter has pruned stay in some signatures.</summary>
    private static GraphPort[] Listed(ModelGraph graph, OrderedDictionary<string, TensorInfoJson?> entries)
    {
        var ports = new List<GraphPort>(entries.Count);
        foreach ((string key, TensorInfoJson? entry) in entries)
        {
            if (entry is not null && graph.Find(entry.Name ?? key) is { } edge)
            {
                GraphPort port = Unlisted(graph.Nodes[edge.Node], key);
                string? resource = entry.ResourceId.ValueKind == JsonValueKind.Number ? entry.ResourceId.GetRawText() : JsonText.From(entry.ResourceId);
                ModelTensor tensor = port.Tensor with
                {
                    DType = port.Tensor.DType ?? GraphDTypes.From(entry.Dtype),
                    Shape = port.Tensor.Shape ?? ShapeOf(entry.TensorShape),
                };
                ports.Add(new GraphPort(tensor, edge, resource));
            }
        }

        return [.. ports];
    }

    private static GraphPort Unlisted(GraphNode node, string name)
    {
        int[]? shape = node.Attributes.Shape("shape");
        return new GraphPort(
            new ModelTensor(name, node.Attributes.DType("dtype"), shape is null ? null : [.. shape]),
            new Edge(node.Index, 0),
            null);
    }

    private static ImmutableArray<int>? ShapeOf(ShapeJson? shape) => shape is null or { UnknownRank: true }
        ? null
        : [.. (shape.Dim ?? []).Select(dimension => (int)Math.Clamp(dimension?.Size ?? -1, -1, int.MaxValue))];
}
