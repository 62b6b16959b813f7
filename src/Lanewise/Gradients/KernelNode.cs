namespace Lanewise;

/// <summary>A kernel's run on the tape. Of its tensors those are kept that the kernel's rule asks for.</summary>
internal sealed class KernelNode : TapeNode
{
    private readonly KernelRun _run;
    private readonly GradientRule? _rule;
    private readonly string[] _names;
    private readonly List<Tensor> _saved = [];

    public KernelNode(KernelRun run)
        : base(run.Inputs, run.Outputs)
    {
        _rule = GradientRules.Find(run.Kernel);
        _names = [.. run.InputNames];
        Tensor[] inputs = [.. run.Inputs.Select((input, i) => _rule?.Saves.Contains(_names[i]) == true ? Keep(input) : input)];
        Tensor[] outputs = [.. run.Outputs.Select(output => _rule?.SavesOutputs == true ? Keep(output) : output)];
        _run = run.With(inputs, outputs);
    }

    protected override string Name => _run.Kernel;

    public override Tensor?[] Gradients(Tensor[] dys, Func<Tensor, bool> isWanted)
    {
        if (_rule is null)
        {
            throw new InvalidOperationException($"Cannot compute gradient: gradient function not found for {Name}.");
        }

        Tensor?[] gradients = new Tensor?[Inputs.Count];
        for (int i = 0; i < gradients.Length; i++)
        {
            if (isWanted(Inputs[i]))
            {
                using Scope scope = Scope.Open();
                gradients[i] = Own(scope, _rule[_names[i]](new BackwardRun(_run, _rule, dys, i - Array.IndexOf(_names, _names[i]))));
            }
        }

        return gradients;
    }

    public override void Dispose() => Tf.Dispose(_saved);

    protected override string InputName(int input) => _names[input];

    private Tensor Keep(Tensor tensor)
    {
        _saved.Add(Saved(tensor));
        return _saved[^1];
    }
}
