namespace Lanewise;

/// <summary>
/// The runs whose results derive from some sources, in the order in which they ran, with the tensors that their gradients need. It tells
/// the tape around it of each: so a gradient can itself be differentiated.
/// </summary>
internal sealed class GradientTape : Tape, IDisposable
{
    private readonly Tape? _outer;
    private readonly List<TapeNode> _nodes = [];

    // sources, and what derives from them, by their origins
    private readonly HashSet<long> _derived;

    public GradientTape(Tape? outer, IEnumerable<Tensor> sources)
    {
        _outer = outer;
        _derived = [.. sources.Select(static source => source.Origin)];
    }

    public override void Record(KernelRun run)
    {
        _outer?.Record(run);
        if (run.Inputs.Any(IsDerived))
        {
            Add(new KernelNode(run));
        }
    }

    /// <summary>Adds a function with a gradient of its own; each tape has a node of its own.</summary>
    public void Record(Tensor[] inputs, Func<CustomNode> node)
    {
        (_outer as GradientTape)?.Record(inputs, node);
        if (inputs.Any(IsDerived))
        {
            Add(node());
        }
    }

    /// <summary>
    /// The gradients of Σ y·dy with respect to the sources, by reverse accumulation; null for one that does not lead to y. They belong
    /// to the current scope, which may have a tape of its own.
    /// </summary>
    /// <exception cref="InvalidOperationException">A run between a source and y has no gradient.</exception>
    public Tensor?[] Gradients(Tensor y, Tensor dy, IReadOnlyList<Tensor> sources)
    {
        Dictionary<long, Tensor> gradients = new() { [y.Origin] = dy.Twin() };
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            TapeNode node = _nodes[i];
            if (node.Outputs.Any(output => gradients.ContainsKey(output.Origin)))
            {
                Tensor[] dys = [.. node.Outputs.Select(output => gradients.Remove(output.Origin, out Tensor? found) ? found : Zeros.Of(output))];
                Accumulate(gradients, node, node.Gradients(dys, IsDerived));
                Tf.Dispose(dys);
            }
        }

        return [.. sources.Select(source => gradients.GetValueOrDefault(source.Origin))];
    }

    /// <summary>Gives back the tensors that were kept.</summary>
    public void Dispose() => _nodes.ForEach(static node => node.Dispose());

    private void Add(TapeNode node)
    {
        _nodes.Add(node);
        _derived.UnionWith(node.Outputs.Select(static output => output.Origin));
    }

    private bool IsDerived(Tensor tensor) => _derived.Contains(tensor.Origin);

    private static void Accumulate(Dictionary<long, Tensor> gradients, TapeNode node, Tensor?[] found)
    {
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is { } dx)
            {
                node.Check(i, dx);
                long origin = node.Inputs[i].Origin;
                if (gradients.TryGetValue(origin, out Tensor? sum))
                {
                    gradients[origin] = sum.Add(dx);
                    sum.Dispose();
                    dx.Dispose();
                }
                else
                {
                    gradients[origin] = dx;
                }
            }
        }
    }
}
