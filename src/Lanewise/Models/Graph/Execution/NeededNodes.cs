namespace Lanewise.Models;

/// <summary>
/// The nodes that the outputs depend on, each after those that it reads. A loop's way back, from a NextIteration to its Merge,
/// is not followed there: it leads to the next iteration.
/// </summary>
internal static class NeededNodes
{
    /// <exception cref="ModelFormatException">The graph has a cycle that is no loop.</exception>
    public static List<GraphNode> InOrder(ModelGraph graph, IEnumerable<Edge> outputs, Predicate<GraphNode> isGiven)
    {
        var order = new List<GraphNode>();
        var states = new State[graph.Nodes.Length];
        var path = new Stack<(GraphNode Node, IEnumerator<int> Before)>();
        var roots = new Queue<int>(outputs.Select(output => output.Node));
        while (roots.TryDequeue(out int root))
        {
            Enter(root);
            while (path.TryPeek(out (GraphNode Node, IEnumerator<int> Before) top))
            {
                if (top.Before.MoveNext())
                {
                    Enter(top.Before.Current);
                }
                else
                {
                    path.Pop();
                    states[top.Node.Index] = State.Done;
                    order.Add(top.Node);
                }
            }
        }

        return order;

        void Enter(int index)
        {
            GraphNode node = graph.Nodes[index];
            if (states[index] == State.Open)
            {
                string cycle = string.Join(" <- ", path.TakeWhile(entry => entry.Node != node).Select(entry => entry.Node.Name).Reverse().Prepend(node.Name).Take(8));
                throw graph.Problem(node, $"depends on itself: {cycle} <- {node.Name}");
            }

            if (states[index] == State.New)
            {
                states[index] = State.Open;
                path.Push((node, (isGiven(node) ? [] : Before(node)).GetEnumerator()));
            }
        }

        // The source of a way back is needed too, but in its own turn.
        IEnumerable<int> Before(GraphNode node)
        {
            foreach (Edge input in node.Inputs)
            {
                if (IsWayBack(graph, node, input))
                {
                    roots.Enqueue(input.Node);
                }
                else
                {
                    yield return input.Node;
                }
            }

            foreach (int control in node.Controls)
            {
                yield return control;
            }
        }
    }

    public static bool IsWayBack(ModelGraph graph, GraphNode node, Edge input) =>
        node.Op is "Merge" or "RefMerge" && graph.Nodes[input.Node].Op is "NextIteration" or "RefNextIteration";

    private enum State : byte
    {
        New,
        Open,
        Done,
    }
}
