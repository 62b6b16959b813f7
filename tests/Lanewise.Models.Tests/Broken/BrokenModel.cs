using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Lanewise.Models.Tests;

/// <summary>A model in memory, whole at first, to be broken.</summary>
internal sealed class BrokenModel
{
    /// <summary>y = x · w, float32 [any, 2] to [any, 3].</summary>
    private const string Graph = """
        {
          "format": "graph-model",
          "modelTopology": {
            "node": [
              { "name": "x", "op": "Placeholder", "attr": { "dtype": { "type": "DT_FLOAT" }, "shape": { "shape": { "dim": [{ "size": "-1" }, { "size": "2" }] } } } },
              { "name": "w", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" }, "value": { "tensor": { "tensorShape": { "dim": [{ "size": "2" }, { "size": "3" }] } } } } },
              { "name": "y", "op": "MatMul", "input": ["x", "w"], "attr": { "transpose_a": { "b": false }, "transpose_b": { "b": false } } }
            ],
            "library": { "function": [] }
          },
          "signature": { "inputs": { "x": { "name": "x:0" } }, "outputs": { "y": { "name": "y:0" } } },
          "weightsManifest": [{ "paths": ["w.bin"], "weights": [{ "name": "w", "shape": [2, 3], "dtype": "float32" }] }]
        }
        """;

    /// <summary>The same as a dense layer behind an input.</summary>
    private const string Layers = """
        {
          "format": "layers-model",
          "modelTopology": {
            "model_config": {
              "class_name": "Functional",
              "config": {
                "name": "model",
                "layers": [
                  { "class_name": "InputLayer", "name": "x", "config": { "name": "x", "batch_input_shape": [null, 2], "dtype": "float32" }, "inbound_nodes": [] },
                  { "class_name": "Dense", "name": "y", "config": { "name": "y", "units": 3, "use_bias": false }, "inbound_nodes": [[["x", 0, 0, {}]]] }
                ],
                "input_layers": [["x", 0, 0]],
                "output_layers": [["y", 0, 0]]
              }
            }
          },
          "weightsManifest": [{ "paths": ["w.bin"], "weights": [{ "name": "y/kernel", "shape": [2, 3], "dtype": "float32" }] }]
        }
        """;

    private BrokenModel(string json)
    {
        Json = JsonNode.Parse(json)!;
    }

    public JsonNode Json { get; }

    /// <summary>Instead of <see cref="Json"/>.</summary>
    public byte[]? Topology { get; set; }

    public Dictionary<string, byte[]> Files { get; } = new() { ["w.bin"] = MemoryMarshal.AsBytes([1f, 2, 3, 4, 5, 6]).ToArray() };

    public JsonArray Nodes => Json["modelTopology"]!["node"]!.AsArray();

    public JsonNode Weight => Json["weightsManifest"]![0]!["weights"]![0]!;

    public JsonNode Network => Json["modelTopology"]!["model_config"]!["config"]!;

    public static BrokenModel OfGraph() => new(Graph);

    public static BrokenModel OfLayers() => new(Layers);

    public BrokenModel Add(string name, string op, string[] inputs, string attributes = "{}")
    {
        Nodes.Add(Node(name, op, inputs, attributes));
        return this;
    }

    /// <summary>Adds a node that the output then depends on.</summary>
    public BrokenModel Follow(string op, string[] inputs, string attributes = "{}")
    {
        Json["signature"]!["outputs"]!["y"]!["name"] = "last";
        return Add("last", op, inputs, attributes);
    }

    /// <summary>Adds a function of one argument <c>a</c> and one result.</summary>
    public BrokenModel AddFunction(string name, string result, params JsonNode[] nodes)
    {
        Json["modelTopology"]!["library"]!["function"]!.AsArray().Add(new JsonObject
        {
            ["signature"] = JsonNode.Parse($$"""{ "name": "{{name}}", "inputArg": [{ "name": "a" }], "outputArg": [{ "name": "r" }] }"""),
            ["nodeDef"] = new JsonArray(nodes),
            ["ret"] = new JsonObject { ["r"] = result },
        });
        return this;
    }

    public static JsonNode Node(string name, string op, string[] inputs, string attributes = "{}") => new JsonObject
    {
        ["name"] = name,
        ["op"] = op,
        ["input"] = new JsonArray([.. inputs.Select(input => JsonValue.Create(input))]),
        ["attr"] = JsonNode.Parse(attributes),
    };

    /// <summary>The layer of this index.</summary>
    public JsonNode Layer(int index) => Network["layers"]![index]!;

    public ModelSource ToSource() => ModelSource.From(
        new MemoryStream(Topology ?? Encoding.UTF8.GetBytes(Json.ToJsonString())),
        path => new MemoryStream(Files[path]));
}
