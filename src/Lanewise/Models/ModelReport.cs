using System.Text.Json;
using Lanewise.Models;

namespace Lanewise;

/// <summary>
/// What the topology of a model says, read without its weights. Unlike loading, it goes on where something is not supported, and
/// names that.
/// </summary>
/// <param name="Format"><c>graph-model</c> or <c>layers-model</c>.</param>
/// <param name="Inputs">What a graph reads; of a layers model only loading tells.</param>
/// <param name="Outputs">What a graph computes; of a layers model only loading tells.</param>
/// <param name="Ops">How many nodes there are of each op, or layers of each class, those inside of functions and layers among them.</param>
/// <param name="Unsupported">The ops or classes that Lanewise does not know. A graph runs if no output depends on them.</param>
/// <param name="Weights">How many weights there are.</param>
/// <param name="Parameters">How many numbers the weights have together.</param>
/// <param name="WeightBytes">How many bytes the weights take on disk, but for strings.</param>
public sealed record ModelReport(
    string Format,
    IReadOnlyList<ModelTensor> Inputs,
    IReadOnlyList<ModelTensor> Outputs,
    IReadOnlyDictionary<string, int> Ops,
    IReadOnlyList<string> Unsupported,
    int Weights,
    long Parameters,
    long WeightBytes)
{
    /// <summary>Reads a model's topology.</summary>
    /// <param name="location">The path of a <c>model.json</c>, of the directory it lies in, or its http or https address.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ModelFormatException">The topology is malformed.</exception>
    public static async Task<ModelReport> ReadAsync(string location, CancellationToken cancellation = default)
    {
        var source = ModelSource.From(location);
        ModelJson json = await ModelReader.ReadAsync(source, cancellation).ConfigureAwait(false);
        WeightSpec[] weights = WeightSpec.All(json, source.Name);
        ModelReport report = json.IsLayersModel ? OfLayers(json) : OfGraph(json, source.Name);
        return report with
        {
            Weights = weights.Length,
            Parameters = weights.Sum(weight => (long)weight.Size),
            WeightBytes = weights.Sum(weight => weight.ByteLength ?? 0),
        };
    }

    private static ModelReport OfGraph(ModelJson json, string file)
    {
        GraphJson topology = ModelReader.Read(json.ModelTopology, ModelJsonContext.Default.GraphJson, file, "modelTopology");
        ModelGraph graph = GraphBuilder.Build(topology, file);
        IEnumerable<NodeJson?> nodes = (topology.Library?.Function ?? []).SelectMany(function => function?.NodeDef ?? []).Concat(topology.Node ?? []);
        return Of(
            "graph-model",
            [.. GraphPort.Inputs(graph, json.ActualSignature).Where(port => port.Resource is null).Select(port => port.Tensor)],
            [.. GraphPort.Outputs(graph, json.ActualSignature).Select(port => port.Tensor)],
            nodes.Select(node => node?.Op).OfType<string>(),
            op => OpTable.Find(op) is not null);
    }

    private static ModelReport OfLayers(ModelJson json) =>
        Of("layers-model", [], [], ClassesIn(json.ModelTopology), LayerTable.Knows);

    /// <summary>A class that has a configuration is a layer if it lies in a list of layers, or is what a wrapper wraps.</summary>
    private static IEnumerable<string> ClassesIn(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member switch
        {
            { Name: "layers", Value.ValueKind: JsonValueKind.Array } => member.Value.EnumerateArray().SelectMany(LayerAndThoseIn),
            { Name: "layer" } => LayerAndThoseIn(member.Value),
            _ => ClassesIn(member.Value),
        }),
        // a Sequential of old: its configuration is the list
        JsonValueKind.Array => json.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("class_name", out _)).SelectMany(LayerAndThoseIn),
        _ => [],
    };

    private static IEnumerable<string> LayerAndThoseIn(JsonElement layer) =>
        layer.ValueKind == JsonValueKind.Object && layer.TryGetProperty("class_name", out JsonElement name)
            ? ClassesIn(layer).Prepend(JsonText.From(name) ?? "")
            : ClassesIn(layer);

    private static ModelReport Of(
        string format, IReadOnlyList<ModelTensor> inputs, IReadOnlyList<ModelTensor> outputs, IEnumerable<string> names, Func<string, bool> isKnown)
    {
        Dictionary<string, int> counts = names.CountBy(name => name).OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).ToDictionary();
        return new ModelReport(format, inputs, outputs, counts, [.. counts.Keys.Where(name => !isKnown(name)).Order(StringComparer.Ordinal)], 0, 0, 0);
    }
}
