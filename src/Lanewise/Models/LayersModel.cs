using System.Globalization;
using System.Text;
using System.Text.Json;
using Lanewise.Models;

namespace Lanewise;

/// <summary>A Keras-style model in the format of TensorFlow.js (<c>format: layers-model</c>): Sequential or Functional.</summary>
public sealed class LayersModel : Model
{
    private readonly LayerNetwork _network;

    private LayersModel(LayerNetwork network, Dictionary<string, Tensor> weights)
        : base(weights)
    {
        _network = network;
        Inputs = [.. network.Inputs.Select(input => TensorOf(new LayerOutput(input, 0)))];
        Outputs = [.. network.Outputs.Select(TensorOf)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Inputs { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ModelTensor> Outputs { get; }

    /// <summary>Loads a layers model.</summary>
    /// <inheritdoc cref="Model.LoadAsync(string, IProgress{double}?, CancellationToken)"/>
    /// <returns>The model.</returns>
    public static new Task<LayersModel> LoadAsync(string location, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        LoadAsync(ModelSource.From(location), progress, cancellation);

    /// <summary>Loads a layers model.</summary>
    /// <inheritdoc cref="Model.LoadAsync(ModelSource, IProgress{double}?, CancellationToken)"/>
    /// <returns>The model.</returns>
    public static new async Task<LayersModel> LoadAsync(ModelSource source, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ModelJson json = await ModelReader.ReadAsync(source, cancellation).ConfigureAwait(false);
        return await LoadAsync(source, json, progress, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Tensor[] Execute(
        IReadOnlyDictionary<string, Tensor> inputs,
        IReadOnlyList<string>? outputs = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor[] given = [.. Inputs.Select(input => inputs.TryGetValue(input.Name, out Tensor? tensor)
            ? tensor
            : throw new ArgumentException($"the input {input} is missing"))];
        for (int i = 0; i < given.Length; i++)
        {
            Inputs[i].Require(given[i]);
        }

        LayerOutput[] wanted = outputs is null ? _network.Outputs : [.. outputs.Select(OutputNamed)];
        return Tf.Tidy(() => _network.Run(given, null, wanted, cancellation));
    }

    /// <summary>Lets the recurrent layers that are stateful begin anew: they go on where the run before has ended.</summary>
    public void ResetStates() => _network.ResetStates();

    /// <summary>A table of the layers with their output shapes and how many parameters each has.</summary>
    /// <returns>Lines of text.</returns>
    public string Summary()
    {
        var rows = new List<string[]> { new[] { "Layer (type)", "Input shape", "Output shape", "Param #" } };
        foreach (Layer layer in _network.Layers)
        {
            int at = Array.FindIndex(_network.Applications, application => application.Layer == layer);
            IEnumerable<LayerOutput> read = _network.Applications[at].Inputs;
            rows.Add(
            [
                $"{layer.Name} ({layer.Config.ClassName})",
                string.Join(' ', read.Select(input => Text(_network.ShapesOf(input.Application)[input.Output]))),
                string.Join(' ', _network.ShapesOf(at).Select(Text)),
                ParameterCount(layer.Weights).ToString(CultureInfo.InvariantCulture),
            ]);
        }

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        string line = new('_', widths.Sum() + 3 * 2);
        foreach (string[] row in rows)
        {
            text.AppendLine(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
            text.AppendLine(row == rows[0] ? line.Replace('_', '=') : line);
        }

        return text.Append(CultureInfo.InvariantCulture, $"Total params: {ParameterCount(_network.Weights)}").AppendLine().ToString();
    }

    internal static async Task<LayersModel> LoadAsync(ModelSource source, ModelJson json, IProgress<double>? progress, CancellationToken cancellation)
    {
        JsonElement topology = json.ModelTopology.TryGetProperty("model_config", out JsonElement inner) ? inner : json.ModelTopology;
        if (!json.IsLayersModel || topology.ValueKind != JsonValueKind.Object)
        {
            throw new ModelFormatException(source.Name, null, $"is a graph model, which {nameof(GraphModel)} loads");
        }

        var config = new LayerConfig(topology, source.Name);
        LayerNetwork network = LayerTable.Make(config) as LayerNetwork ?? throw config.Problem("is no model");
        int[][] shapes = Array.ConvertAll(network.Inputs, input =>
        {
            Layer layer = network.Applications[input].Layer;
            Layer first = network.Layers[0];
            return NetworkReader.DeclaredShape(layer is InputLayer ? layer : first) ?? throw layer.Config.Problem("declares no shape for its input");
        });
        Dictionary<string, Tensor> weights = await WeightLoader.LoadAsync(source, json, progress, cancellation).ConfigureAwait(false);
        try
        {
            var names = new LayerWeights(weights);
            network.EnsureBuilt(shapes, names);
            return names.Untaken.FirstOrDefault() is { } untaken
                ? throw new ModelFormatException(source.Name, $"weight '{untaken}'", "belongs to no layer")
                : new LayersModel(network, weights);
        }
        catch
        {
            Tf.Dispose(weights.Values);
            throw;
        }
    }

    private protected override IEnumerable<Tensor> Kept => _network.Kept;

    private ModelTensor TensorOf(LayerOutput output) =>
        new(_network.Applications[output.Application].Layer.Name, null, [.. _network.ShapesOf(output.Application)[output.Output]]);

    private LayerOutput OutputNamed(string name)
    {
        int application = Array.FindIndex(_network.Applications, application => application.Layer.Name == name);
        return application >= 0 ? new LayerOutput(application, 0) : throw new ArgumentException($"the model has no layer '{name}'");
    }

    private static long ParameterCount(IEnumerable<Tensor> weights) => weights.Distinct().Sum(weight => (long)weight.Size);

    private static string Text(int[] shape) => $"[{string.Join(',', shape.Select(dimension => dimension < 0 ? "null" : dimension.ToString(CultureInfo.InvariantCulture)))}]";
}
