using System.Text.Json;

namespace Lanewise.Models;

/// <summary>Reads the two kinds of models: Sequential, a list of layers, and Functional, layers that name what they read.</summary>
internal static class NetworkReader
{
    public static LayerNetwork Read(LayerConfig config) => config.ClassName == "Sequential" ? Sequential(config) : Functional(config);

    /// <summary>The shape that a model's first layer declares for its input; null if it does not.</summary>
    public static int[]? DeclaredShape(Layer layer) => InputLayer.ShapeOf(layer.Config) ?? layer switch
    {
        LayerNetwork network => DeclaredShape(network.Applications[network.Inputs[0]].Layer),
        EmbeddingLayer => [-1, .. layer.Config.List("input_length") ?? [-1]],
        DenseLayer when layer.Config.Find("input_dim") is not null => [-1, layer.Config.Int("input_dim")],
        _ => null,
    };

    private static LayerNetwork Sequential(LayerConfig config)
    {
        List<Layer> layers = [.. LayersOf(config).Select(layer => LayerTable.Make(new LayerConfig(layer, config.File)))];
        if (layers.Count == 0)
        {
            throw config.Problem("has no layers");
        }

        var applications = new List<Application>();
        if (layers[0] is not InputLayer)
        {
            // An input of its own, with the shape that the first layer declares.
            applications.Add(new Application(new ImpliedInput(layers[0]), []));
        }

        foreach (Layer layer in layers)
        {
            applications.Add(new Application(layer, applications.Count == 0 ? [] : [new LayerOutput(applications.Count - 1, 0)]));
        }

        return new LayerNetwork(config, [.. layers], [.. applications], [0], [new LayerOutput(applications.Count - 1, 0)]);
    }

    private static LayerNetwork Functional(LayerConfig config)
    {
        var layers = new List<Layer>();
        var nodes = new Dictionary<(string Layer, int Node), (Layer Layer, List<(string, int, int)> Reads)>();
        foreach (JsonElement json in LayersOf(config))
        {
            Layer layer = LayerTable.Make(new LayerConfig(json, config.File));
            layers.Add(layer);
            int node = FirstNode(layer);
            JsonElement inbound = json.TryGetProperty("inbound_nodes", out JsonElement value) ? value : default;
            List<List<(string, int, int)>> reads = inbound.ValueKind == JsonValueKind.Array && inbound.GetArrayLength() > 0
                ? [.. inbound.EnumerateArray().Select(item => References(item, layer.Config))]
                : [[]];
            foreach (List<(string, int, int)> read in reads)
            {
                if (!nodes.TryAdd((layer.Name, node++), (layer, read)))
                {
                    throw layer.Config.Problem("there are two layers of that name");
                }
            }
        }

        Dictionary<(string, int), int> order = Sort(config, nodes);
        var applications = new Application[order.Count];
        foreach (((string Layer, int Node) key, int index) in order)
        {
            (Layer layer, List<(string, int, int)> reads) = nodes[key];
            applications[index] = new Application(layer, [.. reads.Select(read => new LayerOutput(order[(read.Item1, read.Item2)], read.Item3))]);
        }

        return new LayerNetwork(
            config,
            [.. layers],
            applications,
            [.. Ends(config, "input_layers", order).Select(end => end.Application)],
            [.. Ends(config, "output_layers", order)]);
    }

    /// <summary>Where the applications of a layer are counted from: a model inside a model is said to have been applied once before.</summary>
    private static int FirstNode(Layer layer) => layer is LayerNetwork ? 1 : 0;

    private static IEnumerable<JsonElement> LayersOf(LayerConfig config)
    {
        JsonElement list = config.Json.ValueKind == JsonValueKind.Array ? config.Json : config.Find("layers") ?? default;
        return list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : throw config.Problem("'layers' is no list");
    }

    private static IEnumerable<LayerOutput> Ends(LayerConfig config, string key, Dictionary<(string, int), int> order)
    {
        List<(string Layer, int Node, int Output)> ends = References(config.Find(key) ?? default, config);
        return ends.Count > 0
            ? ends.Select(end => order.TryGetValue((end.Layer, end.Node), out int application) || order.TryGetValue((end.Layer, end.Node + 1), out application)
                ? new LayerOutput(application, end.Output)
                : throw config.Problem($"'{key}' names the layer '{end.Layer}', but it is not there"))
            : throw config.Problem($"'{key}' is missing");
    }

    /// <summary>A list of [layer, node, output, ...], or one of them.</summary>
    private static List<(string Layer, int Node, int Output)> References(JsonElement json, LayerConfig config)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            throw config.Problem("what it reads is no list");
        }

        JsonElement[] items = [.. json.EnumerateArray()];
        return items is [{ ValueKind: JsonValueKind.String }, ..] ? [Reference(items, config)] : [.. items.Select(item => Reference(
            item.ValueKind == JsonValueKind.Array ? [.. item.EnumerateArray()] : [],
            config))];
    }

    private static (string Layer, int Node, int Output) Reference(JsonElement[] parts, LayerConfig config) =>
        parts is [{ } layer, { ValueKind: JsonValueKind.Number } node, { ValueKind: JsonValueKind.Number } output, ..]
        && JsonText.From(layer) is { } name && node.TryGetInt32(out int nodeIndex) && output.TryGetInt32(out int outputIndex) && outputIndex >= 0
            ? (name, nodeIndex, outputIndex)
            : throw config.Problem("what it reads is not [layer, node, output]");

    /// <summary>The place of each application in an order in which it stands after those that it reads (Kahn's algorithm).</summary>
    private static Dictionary<(string, int), int> Sort(
        LayerConfig config,
        Dictionary<(string Layer, int Node), (Layer Layer, List<(string, int, int)> Reads)> nodes)
    {
        var waiting = new Dictionary<(string, int), int>();
        var readers = new Dictionary<(string, int), List<(string, int)>>();
        foreach ((var key, (Layer layer, List<(string Layer, int Node, int)> reads)) in nodes)
        {
            waiting[key] = reads.Count;
            for (int i = 0; i < reads.Count; i++)
            {
                // Some writers count the applications of an inner model from 0.
                if (!nodes.ContainsKey((reads[i].Layer, reads[i].Node)))
                {
                    reads[i] = nodes.ContainsKey((reads[i].Layer, reads[i].Node + 1))
                        ? (reads[i].Layer, reads[i].Node + 1, reads[i].Item3)
                        : throw layer.Config.Problem($"reads application {reads[i].Node} of the layer '{reads[i].Layer}', but it is not there");
                }

                (string, int) read = (reads[i].Layer, reads[i].Node);
                readers.TryAdd(read, []);
                readers[read].Add(key);
            }
        }

        var order = new Dictionary<(string, int), int>();
        var ready = new Queue<(string, int)>(waiting.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (ready.TryDequeue(out (string, int) key))
        {
            order.Add(key, order.Count);
            foreach ((string, int) reader in readers.GetValueOrDefault(key) ?? [])
            {
                if (--waiting[reader] == 0)
                {
                    ready.Enqueue(reader);
                }
            }
        }

        return order.Count == nodes.Count
            ? order
            : throw config.Problem($"the layer '{waiting.First(pair => pair.Value > 0).Key.Item1}' depends on itself");
    }

    /// <summary>The input that a Sequential has though no layer stands for it.</summary>
    private sealed class ImpliedInput(Layer first) : UnaryLayer(first.Config)
    {
        public override Tensor Run(Tensor x, Tensor? mask) => x;
    }
}
