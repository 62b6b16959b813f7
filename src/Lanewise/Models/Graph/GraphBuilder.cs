namespace Lanewise.Models;

/// <summary>From the JSON of a graph to nodes that know each other, every name resolved.</summary>
internal static class GraphBuilder
{
    public static ModelGraph Build(GraphJson json, string file)
    {
        var library = new GraphLibrary(file);
        foreach (FunctionJson? function in json.Library?.Function ?? [])
        {
            library.Add(BuildFunction(function, file, library));
        }

        return Build(json.Node ?? [], [], file, library);
    }

    private static GraphFunction BuildFunction(FunctionJson? json, string file, GraphLibrary library)
    {
        string name = json?.Signature?.Name ?? throw new ModelFormatException(file, "library", "a function has no name");
        string subject = $"function '{name}'";
        string[] arguments = [.. (json.Signature.InputArg ?? []).Select(NameOf)];
        string[] results = [.. (json.Signature.OutputArg ?? []).Select(NameOf)];
        ModelGraph graph = Build(json.NodeDef ?? [], arguments, $"{file}: {subject}", library);
        return new GraphFunction(name, graph, [.. arguments.Select(argument => Resolve(argument))], [.. results.Select(Returned)]);

        string NameOf(ArgumentJson? argument) =>
            argument?.Name ?? throw new ModelFormatException(file, subject, "an argument has no name");

        Edge Returned(string result) => json.Ret?.GetValueOrDefault(result) is { } tensor
            ? Resolve(tensor)
            : throw new ModelFormatException(file, subject, $"does not say what it returns as '{result}'");

        Edge Resolve(string tensor) => graph.Find(tensor)
            ?? throw new ModelFormatException(file, subject, $"there is no node '{tensor}'");
    }

    private static ModelGraph Build(NodeJson?[] json, string[] arguments, string file, GraphLibrary library)
    {
        var nodes = new GraphNode[arguments.Length + json.Length];
        var index = new Dictionary<string, int>(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            NodeJson? node = i < arguments.Length
                ? new NodeJson { Name = arguments[i], Op = "Placeholder" }
                : json[i - arguments.Length];
            nodes[i] = MakeNode(node, i, file);
            if (!index.TryAdd(nodes[i].Name, i))
            {
                throw new ModelFormatException(file, $"node '{nodes[i].Name}'", "there are two nodes of that name");
            }
        }

        var graph = new ModelGraph(file, nodes, index, library);
        for (int i = 0; i < json.Length; i++)
        {
            Connect(graph, nodes[arguments.Length + i], json[i]!.Input ?? []);
        }

        return graph;
    }

    private static GraphNode MakeNode(NodeJson? json, int index, string file)
    {
        if (json is not { Name.Length: > 0, Op.Length: > 0 })
        {
            throw new ModelFormatException(file, $"node {index}", "has no name or no op");
        }

        NodeAttributes attributes = json.Attr is { } values
            ? new NodeAttributes(values, file, json.Name)
            : NodeAttributes.Empty(file, json.Name);
        return new GraphNode(index, json.Name, json.Op, attributes, OpTable.Find(json.Op));
    }

    private static void Connect(ModelGraph graph, GraphNode node, string?[] names)
    {
        var inputs = new List<Edge>(names.Length);
        var controls = new List<int>();
        foreach (string? name in names)
        {
            bool isControl = name is ['^', ..];
            Edge edge = graph.Find(isControl ? name![1..] : name ?? "")
                ?? throw graph.Problem(node, $"reads '{name}', but there is no such node");
            if (isControl)
            {
                controls.Add(edge.Node);
            }
            else
            {
                inputs.Add(edge);
            }
        }

        node.Inputs = [.. inputs];
        node.Controls = [.. controls];
    }
}
