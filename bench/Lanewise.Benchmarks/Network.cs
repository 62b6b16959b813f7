using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lanewise.Benchmarks;

/// <summary>A network that comes both as a graph model and as ONNX, with an input, as <c>bench/onnx/export.mjs</c> writes it.</summary>
internal sealed class Network
{
    private sealed record Note(string Location, int[] Shape);

    private readonly Note _note;

    public Network(string name)
    {
        OnnxPath = PathOf(name, "onnx");
        if (!File.Exists(OnnxPath))
        {
            throw new FileNotFoundException($"{OnnxPath} is missing: run 'node bench/onnx/export.mjs' first");
        }

        _note = JsonSerializer.Deserialize<Note>(File.ReadAllText(PathOf(name, "json")), JsonSerializerOptions.Web)!;
        Input = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf(name, "bin"))).ToArray();
    }

    public string OnnxPath { get; }
    public float[] Input { get; }
    public ReadOnlySpan<int> Shape => _note.Shape;

    public GraphModel LoadGraph() => GraphModel.LoadAsync(Path.Combine(Repository.Root, _note.Location)).GetAwaiter().GetResult();

    private static string PathOf(string name, string ending) => Path.Combine(Repository.Root, "artifacts", "onnx", $"{name}.{ending}");
}
