namespace Lanewise.Models;

/// <summary>The functions of a model.</summary>
internal sealed class GraphLibrary(string file)
{
    private readonly Dictionary<string, GraphFunction> _functions = [];

    public IEnumerable<GraphFunction> Functions => _functions.Values;

    public void Add(GraphFunction function)
    {
        if (!_functions.TryAdd(function.Name, function))
        {
            throw new ModelFormatException(file, $"function '{function.Name}'", "there are two functions of that name");
        }
    }

    public GraphFunction Find(ModelGraph graph, GraphNode node, string name) => _functions.TryGetValue(name, out GraphFunction? function)
        ? function
        : throw graph.Problem(node, $"calls the function '{name}', but there is no such function");
}
