namespace Lanewise.Models;

/// <summary>Which slot each output of a node has that anything reads, in the loop where it can be read.</summary>
internal sealed class SlotMap
{
    /// <summary>How many slots a loop may have: one reader of an output makes room for all before it.</summary>
    private const int MostSlots = 1 << 20;

    private readonly Dictionary<int, (int First, int Count)> _slots = [];
    private readonly Dictionary<LoopScope, int> _counts = [];

    public SlotMap(ModelGraph graph, List<GraphNode> order, LoopTree loops, Edge[] inputs, Edge[] outputs)
    {
        var used = new Dictionary<int, int>();
        IEnumerable<Edge> read = order.SelectMany(node => node.Inputs).Concat(inputs).Concat(outputs);
        foreach (Edge edge in read)
        {
            used[edge.Node] = edge.Output < MostSlots
                ? Math.Max(used.GetValueOrDefault(edge.Node), edge.Output + 1)
                : throw graph.Problem(graph.Nodes[edge.Node], $"output {edge.Output} is read, more than there may be");
        }

        foreach (GraphNode node in order)
        {
            // Whether a Switch has run shows in either of its outputs.
            int count = Math.Max(used.GetValueOrDefault(node.Index), node.Op is "Switch" or "RefSwitch" ? 2 : 1);
            if (count > node.Definition?.MaxOutputs)
            {
                throw graph.Problem(node, $"has {node.Definition.MaxOutputs} outputs, but output {count - 1} is read");
            }

            LoopScope scope = loops.OfOutputs(node);
            _slots[node.Index] = (Count(scope), count);
            _counts[scope] = Count(scope) + count;
            if (_counts[scope] > MostSlots)
            {
                throw graph.Problem(node, $"the nodes have more than {MostSlots} outputs");
            }
        }
    }

    /// <summary>How many slots a loop has.</summary>
    public int Count(LoopScope scope) => _counts.GetValueOrDefault(scope);

    /// <summary>A slot that belongs to no node.</summary>
    public int Add(LoopScope scope)
    {
        int slot = Count(scope);
        _counts[scope] = slot + 1;
        return slot;
    }

    public int Of(Edge edge) => _slots[edge.Node].First + edge.Output;

    /// <summary>-1 if nothing needs the node.</summary>
    public int Find(Edge edge) => _slots.ContainsKey(edge.Node) ? Of(edge) : -1;

    public int OutputCount(GraphNode node) => _slots[node.Index].Count;
}
