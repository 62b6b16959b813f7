namespace Lanewise.Models;

/// <summary>A function of a graph: called by the branches of an If and by the condition and body of a While.</summary>
internal sealed class GraphFunction(string name, ModelGraph graph, Edge[] arguments, Edge[] results)
{
    /// <summary>How deep functions may call each other; each level takes some of the thread's stack.</summary>
    private const int MaxDepth = 64;

    private bool _isPlanning;

    public string Name => name;

    public ModelGraph Graph => graph;

    public int ArgumentCount => arguments.Length;

    /// <summary>There once <see cref="Prepare"/> has run.</summary>
    public ExecutionPlan? Plan { get; private set; }

    /// <summary>Plans the body once. A function that reaches itself might never end, and is refused.</summary>
    public void Prepare(WeightTable weights, int depth)
    {
        if (Plan is not null)
        {
            return;
        }

        if (_isPlanning || depth > MaxDepth)
        {
            throw new ModelFormatException(graph.File, null, _isPlanning ? "calls itself" : $"is called more than {MaxDepth} functions deep");
        }

        _isPlanning = true;
        try
        {
            Plan = Planner.Plan(graph, weights, arguments, results, depth);
        }
        finally
        {
            _isPlanning = false;
        }
    }
}
