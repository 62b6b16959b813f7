namespace Lanewise;

/// <summary>
/// A model whose runs are recorded at first and replayed then; <see cref="Model.Compile"/> makes it. There is a program for each
/// combination of shapes, and of the names of inputs and outputs.
/// </summary>
/// <remarks>The model it was made of stays its owner's, who disposes of it last.</remarks>
public sealed class CompiledModel : Model
{
    private readonly Model _model;
    private readonly Recorder _recorder;

    internal CompiledModel(Model model, CompileOptions options)
        : base(model.Weights)
    {
        _model = model;
        _recorder = new Recorder("the model", options);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Inputs => _model.Inputs;

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Outputs => _model.Outputs;

    /// <summary>The memory of each program that there is.</summary>
    public IReadOnlyList<ProgramMemory> Memory => _recorder.Memory;

    internal override IEnumerable<string> OutputKeys => _model.OutputKeys;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The model cannot be replayed, and <see cref="CompileOptions.Strict"/> is set.</exception>
    public override Tensor[] Execute(
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        cancellation.ThrowIfCancellationRequested();
        string[] names = [.. inputs.Keys.Order(StringComparer.Ordinal)];

        // No name has a line break in it.
        string key = string.Join('\n', [.. names, "", .. outputs ?? ["\n"], ""]);
        return _recorder.Call(
            tensors => _model.Execute(names.Zip(tensors).ToDictionary(static pair => pair.First, static pair => pair.Second), outputs, cancellation),
            Array.ConvertAll(names, name => inputs[name]),
            key);
    }

    /// <summary>What became of each recorded op, and why something was not fused, for each program.</summary>
    public string Explain() => _recorder.Explain();

    /// <summary>
    /// Disposes of the model: from now on there is of its weights what the programs need, from the next replay on only as kernels read
    /// it, packed. <see cref="Memory"/> tells what that saves. What has run before goes on running; other shapes, inputs or outputs are an
    /// <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing has run yet.</exception>
    public void ReleaseWeights() => _recorder.Release(_model.Dispose);

    /// <summary>Frees the programs; the next run records again. The model and its weights stay.</summary>
    public override void Dispose() => _recorder.Dispose();
}
