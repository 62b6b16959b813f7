namespace Lanewise;

/// <summary>A network that was trained elsewhere: a <see cref="GraphModel"/> or a <see cref="LayersModel"/>.</summary>
/// <remarks>A model may serve several threads at once.</remarks>
public abstract class Model : IDisposable
{
    private protected Model(IReadOnlyDictionary<string, Tensor> weights)
    {
        Weights = weights;
    }

    /// <summary>What the model reads, in the order in which <see cref="PredictAll"/> takes it.</summary>
    public abstract IReadOnlyList<ModelTensor> Inputs { get; }

    /// <summary>What the model computes, in the order in which <see cref="PredictAll"/> returns it.</summary>
    public abstract IReadOnlyList<ModelTensor> Outputs { get; }

    /// <summary>The model's weights by name. They belong to the model.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights { get; }

    /// <summary>Loads a model of either kind.</summary>
    /// <param name="location">The path of a <c>model.json</c>, of the directory it lies in, or its http or https address.</param>
    /// <param name="progress">Is told how much of the weights has been read, from 0 to 1.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <returns>A <see cref="GraphModel"/> or a <see cref="LayersModel"/>.</returns>
    /// <exception cref="ModelFormatException">The model is malformed, truncated or made of what is not known.</exception>
    public static Task<Model> LoadAsync(string location, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        LoadAsync(ModelSource.From(location), progress, cancellation);

    /// <inheritdoc cref="LoadAsync(string, IProgress{double}?, CancellationToken)"/>
    /// <param name="source">Where the model's files come from.</param>
    /// <param name="progress">Is told how much of the weights has been read, from 0 to 1.</param>
    /// <param name="cancellation">Ends the loading.</param>
    public static async Task<Model> LoadAsync(ModelSource source, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        Models.ModelJson json = await Models.ModelReader.ReadAsync(source, cancellation).ConfigureAwait(false);
        return json.IsLayersModel
            ? await LayersModel.LoadAsync(source, json, progress, cancellation).ConfigureAwait(false)
            : await GraphModel.LoadAsync(source, json, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Runs a model that has one output.</summary>
    /// <param name="input">The model's input.</param>
    /// <returns>The output.</returns>
    /// <exception cref="ArgumentException">The model has several inputs or outputs, or the tensor is not what its input is.</exception>
    /// <exception cref="ModelExecutionException">An op refused its arguments.</exception>
    public Tensor Predict(Tensor input) => Outputs.Count == 1
        ? PredictAll(input)[0]
        : throw new ArgumentException($"the model has {Outputs.Count} outputs; {nameof(PredictAll)} returns them");

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">A tensor for each of <see cref="Inputs"/>.</param>
    /// <returns>A tensor for each of <see cref="Outputs"/>.</returns>
    /// <exception cref="ArgumentException">There are too few or too many tensors, or one is not what the input is.</exception>
    /// <exception cref="ModelExecutionException">An op refused its arguments.</exception>
    public Tensor[] PredictAll(params ReadOnlySpan<Tensor> inputs)
    {
        if (inputs.Length != Inputs.Count)
        {
            throw new ArgumentException($"the model has {Inputs.Count} inputs ({string.Join(", ", Inputs)}), but {inputs.Length} were given");
        }

        var named = new Dictionary<string, Tensor>(inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            named.Add(Inputs[i].Name, inputs[i]);
        }

        return Execute(named);
    }

    /// <summary>Runs the model on inputs by name.</summary>
    /// <param name="inputs">A tensor for the name of each input.</param>
    /// <returns>The outputs by name; where the model names a structure of outputs, by those names.</returns>
    /// <exception cref="ArgumentException">An input is missing or not what the model reads.</exception>
    /// <exception cref="ModelExecutionException">An op refused its arguments.</exception>
    public Dictionary<string, Tensor> PredictNamed(IReadOnlyDictionary<string, Tensor> inputs)
    {
        Tensor[] outputs = Execute(inputs);
        return OutputKeys.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    /// <summary>Runs what of the model leads from some tensors to others, be they its inputs and outputs or between them.</summary>
    /// <param name="inputs">Tensors by the name of an input, node or layer.</param>
    /// <param name="outputs">The names of what is wanted; by default the model's outputs.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>A tensor for each name, which is the caller's to dispose of.</returns>
    /// <exception cref="ArgumentException">A name is not the model's, an input is missing or not what the model reads.</exception>
    /// <exception cref="ModelExecutionException">An op refused its arguments.</exception>
    public abstract Tensor[] Execute(
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellation = default);

    /// <summary>
    /// The model with its first run for each combination of shapes recorded, what was recorded optimised as a whole, and replayed in a
    /// single call from then on. What cannot be recorded (data that are read in between, as loops do, random numbers, strings) runs as
    /// always, with one warning that says why.
    /// </summary>
    /// <param name="options">See there; null for the defaults.</param>
    /// <exception cref="ArgumentException"><see cref="CompileOptions.Without"/> names no fusion.</exception>
    public CompiledModel Compile(CompileOptions? options = null) => new(this, options ?? new CompileOptions());

    /// <summary>Gives back the weights, and what else the model holds.</summary>
    public virtual void Dispose()
    {
        Tf.Dispose(Weights.Values.Concat(Kept));
        GC.SuppressFinalize(this);
    }

    /// <summary>What the model holds beside its weights.</summary>
    private protected virtual IEnumerable<Tensor> Kept => [];

    internal virtual IEnumerable<string> OutputKeys => Outputs.Select(output => output.Name);
}
