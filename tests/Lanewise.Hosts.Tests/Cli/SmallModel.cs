using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Lanewise.Hosts.Tests;

/// <summary>A graph model on disk: y = x · w, float32 [any, 2] to [any, 3]; with an op of any name behind it if one is given.</summary>
internal sealed class SmallModel : IDisposable
{
    public SmallModel(string? lastOp = null)
    {
        Folder = Directory.CreateTempSubdirectory("lanewise").FullName;
        JsonNode model = JsonNode.Parse("""
            {
              "format": "graph-model",
              "modelTopology": {
                "node": [
                  { "name": "x", "op": "Placeholder", "attr": { "dtype": { "type": "DT_FLOAT" }, "shape": { "shape": { "dim": [{ "size": "-1" }, { "size": "2" }] } } } },
                  { "name": "w", "op": "Const", "attr": { "dtype": { "type": "DT_FLOAT" } } },
                  { "name": "y", "op": "MatMul", "input": ["x", "w"], "attr": { "transpose_a": { "b": false }, "transpose_b": { "b": false } } }
                ]
              },
              "weightsManifest": [{ "paths": ["w.bin"], "weights": [{ "name": "w", "shape": [2, 3], "dtype": "float32" }] }]
            }
            """)!;
        if (lastOp is not null)
        {
            model["modelTopology"]!["node"]!.AsArray().Add(new JsonObject { ["name"] = "z", ["op"] = lastOp, ["input"] = new JsonArray("y") });
        }

        File.WriteAllText(Path, model.ToJsonString());
        File.WriteAllBytes(InFolder("w.bin"), MemoryMarshal.AsBytes([1f, 2, 3, 4, 5, 6]).ToArray());
    }

    public string Folder { get; }

    public string Path => InFolder("model.json");

    public string InFolder(string name) => System.IO.Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
