using System.Collections.Immutable;

namespace Lanewise.Models;

/// <summary>Makes plans: finds what is needed, in which loop it runs, in what order, in which slots, and when a slot is free.</summary>
internal sealed class Planner
{
    private readonly ModelGraph _graph;
    private readonly WeightTable _weights;
    private readonly int _depth;
    private readonly HashSet<int> _given;
    private readonly List<GraphNode> _order;
    private readonly LoopTree _loops;
    private readonly SlotMap _slots;
    private readonly Dictionary<Edge, int> _wayBack = [];

    private Planner(ModelGraph graph, WeightTable weights, Edge[] inputs, Edge[] outputs, int depth)
    {
        _graph = graph;
        _weights = weights;
        _depth = depth;
        _given = [.. inputs.Select(input => input.Node)];
        _order = NeededNodes.InOrder(graph, outputs, IsGiven);
        RequireInputs(outputs);
        _loops = new LoopTree(graph, _order, IsGiven);
        _slots = new SlotMap(graph, _order, _loops, inputs, outputs);
    }

    /// <param name="graph">The graph.</param>
    /// <param name="weights">The values of its constants.</param>
    /// <param name="inputs">What will be given.</param>
    /// <param name="outputs">What is asked for.</param>
    /// <param name="depth">How many functions deep the graph is called.</param>
    /// <exception cref="ModelFormatException">A node that is needed is unknown, malformed or part of a cycle.</exception>
    /// <exception cref="ArgumentException">An input is missing.</exception>
    public static ExecutionPlan Plan(ModelGraph graph, WeightTable weights, Edge[] inputs, Edge[] outputs, int depth = 0)
    {
        var planner = new Planner(graph, weights, inputs, outputs, depth);
        HashSet<int> kept = [];
        foreach (Edge output in outputs)
        {
            GraphNode node = graph.Nodes[output.Node];
            kept.Add(planner._loops.OfOutputs(node) == planner._loops.Root
                ? planner._slots.Of(output)
                : throw graph.Problem(node, "is inside a loop, and cannot be an output"));
        }

        return new ExecutionPlan(
            planner.PlanLoop(planner._loops.Root, kept),
            Array.ConvertAll(inputs, input => new Slot(0, planner._slots.Find(input))),
            Array.ConvertAll(outputs, output => new Slot(0, planner._slots.Of(output))),
            [.. planner.Weights()]);
    }

    /// <summary>
    /// Whether a value is there before the first step. A constant is, unless control inputs tie it to a branch: a Merge would
    /// take it for the branch that is taken.
    /// </summary>
    private bool IsGiven(GraphNode node) =>
        _given.Contains(node.Index) || (node.Op == "Const" && (node.Controls.Length == 0 || !_graph.HasBranches));

    private IEnumerable<(int Slot, GraphValue Value)> Weights() => _order
        .Where(node => IsGiven(node) && !_given.Contains(node.Index))
        .Select(node => (_slots.Of(new Edge(node.Index, 0)), WeightOf(node)));

    private GraphValue WeightOf(GraphNode node)
    {
        GraphValue value = _weights.Find(node.Name)
            ?? throw _graph.Problem(node, "has no weight in the weightsManifest");
        int[]? shape = node.Attributes.ConstantShape();
        ImmutableArray<int> actual = ((Tensor)value.Content).Shape;
        return shape is null || actual.AsSpan().SequenceEqual(shape)
            ? value
            : throw _graph.Problem(node, $"has shape [{string.Join(", ", shape)}], but its weight has shape [{string.Join(", ", actual)}]");
    }

    private void RequireInputs(Edge[] outputs)
    {
        string[] missing = [.. _order.Where(node => node.Op == "Placeholder" && !IsGiven(node)).Select(node => $"'{node.Name}'")];
        if (missing.Length > 0)
        {
            string names = string.Join(", ", outputs.Select(output => $"'{_graph.Nodes[output.Node].Name}'"));
            throw new ArgumentException($"the outputs {names} cannot be computed: the inputs {string.Join(", ", missing)} are missing");
        }
    }

    /// <summary>The steps of a scope in the order of a topological sort, in which an inner loop is one item.</summary>
    private LoopPlan PlanLoop(LoopScope scope, HashSet<int> kept)
    {
        GraphNode[] nodes = [.. _order.Where(node => _loops.Of(node) == scope && !IsGiven(node))];
        var carried = new List<(int From, int To)>();
        foreach (GraphNode node in nodes)
        {
            foreach (Edge input in node.Inputs.Where(input => NeededNodes.IsWayBack(_graph, node, input)))
            {
                GraphNode from = _graph.Nodes[input.Node];
                if (_loops.Of(from) != scope)
                {
                    throw _graph.Problem(node, $"reads {from.Title} of another loop");
                }

                if (!_wayBack.ContainsKey(input))
                {
                    _wayBack[input] = _slots.Add(scope);
                    carried.Add((_slots.Of(input), _wayBack[input]));
                    kept.Add(_slots.Of(input));
                }
            }
        }

        List<object> items = scope.Inner.Count == 0 ? [.. nodes] : new LoopOrder(_graph, _order, _loops, IsGiven).Sort(scope);
        var steps = new Step[items.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = items[i] is GraphNode node
                ? StepFor(node)
                : new Step { Kind = StepKind.Loop, Loop = PlanLoop((LoopScope)items[i], []) };
        }

        Lifetimes.Set(steps, kept);
        return new LoopPlan(steps, _slots.Count(scope), [.. carried]);
    }

    private Step StepFor(GraphNode node)
    {
        OpDefinition definition = node.Definition ?? throw _graph.Problem(node, "the op is not known");
        if (node.Inputs.Length < definition.InputCount)
        {
            throw _graph.Problem(node, $"has {node.Inputs.Length} inputs, but {definition.InputCount} were expected");
        }

        foreach (string attribute in definition.Functions)
        {
            _graph.Library.Find(_graph, node, node.Attributes.Function(attribute)).Prepare(_weights, _depth + 1);
        }

        LoopScope scope = _loops.Of(node);
        return new Step
        {
            Kind = node.Op is "Merge" or "RefMerge" ? StepKind.Merge
                : LoopTree.IsEnter(node) && !node.Attributes.Bool("is_constant") ? StepKind.EnterOnce
                : StepKind.Op,
            Node = node,
            Kernel = node.Op == "Const" ? Constant(WeightOf(node)) : definition.Bind(_graph, node),
            Inputs = Array.ConvertAll(node.Inputs, input => SlotFor(scope, node, input)),
            Controls = Array.ConvertAll(node.Controls, control => ControlFor(scope, control)),
            OutputUp = LoopTree.IsExit(node) ? 1 : 0,
            Output = _slots.Of(new Edge(node.Index, 0)),
            OutputCount = _slots.OutputCount(node),
        };
    }

    private static OpKernel Constant(GraphValue weight) => call => call.Pass(0, weight);

    private Slot SlotFor(LoopScope scope, GraphNode node, Edge input) => NeededNodes.IsWayBack(_graph, node, input)
        ? new Slot(0, _wayBack[input])
        : new Slot(scope.Depth - _loops.OfOutputs(_graph.Nodes[input.Node]).Depth, _slots.Of(input));

    private Slot[] ControlFor(LoopScope scope, int control)
    {
        GraphNode node = _graph.Nodes[control];
        int up = scope.Depth - _loops.OfOutputs(node).Depth;
        return [.. Enumerable.Range(0, _slots.OutputCount(node)).Select(output => new Slot(up, _slots.Of(new Edge(control, output))))];
    }
}
