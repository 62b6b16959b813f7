namespace Lanewise.Models;

/// <summary>A loop of a graph, and the loops inside it. The outermost stands for what is outside of loops.</summary>
internal sealed class LoopScope(LoopScope? outer)
{
    public LoopScope? Outer => outer;

    public int Depth { get; } = outer is null ? 0 : outer.Depth + 1;

    public Dictionary<string, LoopScope> Inner { get; } = [];

    /// <summary>This scope or the one around it at a depth.</summary>
    public LoopScope At(int depth)
    {
        LoopScope scope = this;
        while (scope.Depth > depth)
        {
            scope = scope.Outer!;
        }

        return scope;
    }
}

/// <summary>In which loop each node runs, and where its outputs can be read.</summary>
internal sealed class LoopTree
{
    /// <summary>How deep loops may lie in each other; each level takes some of the thread's stack.</summary>
    private const int MaxDepth = 64;

    private readonly Dictionary<GraphNode, LoopScope> _scopes = [];
    private readonly ModelGraph _graph;

    /// <param name="graph">The graph.</param>
    /// <param name="order">The nodes, each after those that it reads.</param>
    /// <param name="isGiven">Whether a node's value is there before the first step.</param>
    public LoopTree(ModelGraph graph, List<GraphNode> order, Predicate<GraphNode> isGiven)
    {
        _graph = graph;
        foreach (GraphNode node in order)
        {
            _scopes[node] = isGiven(node) ? Root : ScopeFor(node);
        }
    }

    public LoopScope Root { get; } = new(null);

    /// <summary>Where the node runs.</summary>
    public LoopScope Of(GraphNode node) => _scopes[node];

    /// <summary>Where the node's outputs are: an Exit brings its value out of the loop.</summary>
    public LoopScope OfOutputs(GraphNode node) => IsExit(node) ? _scopes[node].Outer! : _scopes[node];

    public static bool IsExit(GraphNode node) => node.Op is "Exit" or "RefExit";

    public static bool IsEnter(GraphNode node) => node.Op is "Enter" or "RefEnter";

    private LoopScope ScopeFor(GraphNode node)
    {
        LoopScope scope = Root;
        IEnumerable<int> before = node.Inputs
            .Where(input => !NeededNodes.IsWayBack(_graph, node, input))
            .Select(input => input.Node)
            .Concat(node.Controls);
        foreach (int index in before)
        {
            LoopScope other = OfOutputs(_graph.Nodes[index]);
            (LoopScope deep, LoopScope shallow) = other.Depth > scope.Depth ? (other, scope) : (scope, other);
            scope = deep.At(shallow.Depth) == shallow
                ? deep
                : throw _graph.Problem(node, "reads values of two loops, neither of which is inside the other");
        }

        if (IsEnter(node))
        {
            return Enter(scope, node);
        }

        return scope == Root && (IsExit(node) || node.Op is "NextIteration" or "RefNextIteration")
            ? throw _graph.Problem(node, "is not inside a loop")
            : scope;
    }

    private LoopScope Enter(LoopScope scope, GraphNode node)
    {
        string name = node.Attributes.Text("frame_name");
        if (!scope.Inner.TryGetValue(name, out LoopScope? inner))
        {
            inner = scope.Depth < MaxDepth
                ? new LoopScope(scope)
                : throw _graph.Problem(node, $"enters a loop inside {MaxDepth} others");
            scope.Inner.Add(name, inner);
        }

        return inner;
    }
}
