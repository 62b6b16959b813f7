namespace Lanewise.Models;

/// <summary>
/// Sorts what runs in a loop that has others inside: an inner loop is one item, after all that its nodes read from here, and
/// before what reads the values that its Exits bring out (Kahn's algorithm).
/// </summary>
internal sealed class LoopOrder(ModelGraph graph, List<GraphNode> order, LoopTree loops, Predicate<GraphNode> isGiven)
{
    /// <summary>The nodes and inner loops of a scope, each after what it depends on.</summary>
    /// <exception cref="ModelFormatException">A loop depends on what it brings out.</exception>
    public List<object> Sort(LoopScope scope)
    {
        var waiting = new Dictionary<object, int>();
        var readers = new Dictionary<object, List<object>>();
        foreach (GraphNode node in order.Where(node => !isGiven(node) && IsInside(node, scope)))
        {
            object item = ItemFor(node, scope);
            waiting.TryAdd(item, 0);
            foreach (object before in Before(node, scope).Where(before => before != item))
            {
                if (!readers.TryGetValue(before, out List<object>? list))
                {
                    readers.Add(before, list = []);
                }

                list.Add(item);
                waiting[item]++;
            }
        }

        var sorted = new List<object>(waiting.Count);
        var ready = new Queue<object>(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (ready.TryDequeue(out object? item))
        {
            sorted.Add(item);
            foreach (object reader in readers.GetValueOrDefault(item) ?? [])
            {
                if (--waiting[reader] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        return sorted.Count == waiting.Count
            ? sorted
            : throw graph.Problem(order.First(node => IsInside(node, scope) && !isGiven(node) && waiting[ItemFor(node, scope)] > 0), "depends on itself by way of a loop");
    }

    private bool IsInside(GraphNode node, LoopScope scope) => loops.Of(node).Depth >= scope.Depth && loops.Of(node).At(scope.Depth) == scope;

    /// <summary>The node, or the loop directly inside the scope in which it runs.</summary>
    private object ItemFor(GraphNode node, LoopScope scope) =>
        loops.Of(node) == scope ? node : loops.Of(node).At(scope.Depth + 1);

    /// <summary>The items that bring about what the node reads in this scope.</summary>
    private IEnumerable<object> Before(GraphNode node, LoopScope scope) => node.Inputs
        .Where(input => !NeededNodes.IsWayBack(graph, node, input))
        .Select(input => input.Node)
        .Concat(node.Controls)
        .Select(index => graph.Nodes[index])
        .Where(before => !isGiven(before) && loops.OfOutputs(before) == scope)
        .Select(before => ItemFor(before, scope));
}
