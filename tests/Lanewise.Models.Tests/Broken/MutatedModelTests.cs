using System.Text;
using System.Text.Json.Nodes;

namespace Lanewise.Models.Tests;

/// <summary>
/// Each value of a model's JSON is replaced by others, one at a time. The model is refused, or it runs and perhaps refuses what
/// it computes: in a sandbox with little memory, so that a huge number is an error and no more.
/// </summary>
public sealed class MutatedModelTests
{
    private const int SandboxBytes = 64 << 20;
    private const long MostBytes = 64 << 20;

    private static readonly string?[] s_replacements =
        ["null", "true", "-1", "7", "2147483647", "1e18", "0.5", "\"\"", "\"nowhere\"", "\"\\ud800\"", "\"NaN\"", "[]", "{}", "[null]", null];

    public static TheoryData<string> Models =>
    [
        "control-StatelessIf-1", "control-StatelessWhile", "control-loop", "resource-tensor-lists", "resource-hash-table-captured",
        "storage-uint8", "storage-every-type", "ops-slices",
        "layer-sequential", "layer-nested-outputs", "layer-conv2d-same-1-channelslast", "layer-rnn-stacked", "layer-bidirectional-sum",
        "layer-cropping", "layer-reshape", "layer-category-count", "layer-random-width-nearest", "layer-time-distributed-dense",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task NoValueBringsItDown(string name)
    {
        Tf.RemoveBackend("wasm");
        WasmtimeBackend.Register(SandboxBytes);
        Tf.SetBackend("wasm");
        try
        {
            await RunAsync(Repository.In("artifacts", "models", "small", name));
        }
        finally
        {
            Tf.SetBackend("native");
            Tf.RemoveBackend("wasm");
        }
    }

    private static async Task RunAsync(string folder)
    {
        JsonNode json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "model.json"), TestContext.Current.CancellationToken))!;
        Dictionary<string, byte[]> files = Directory.GetFiles(folder, "group1*").ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Reference reference = await Reference.ReadAsync(Path.Combine(folder, "expected.json"));
        int refused = 0;
        var faults = new List<string>();
        foreach (object[] path in Paths(json, []).ToArray())
        {
            foreach (string? replacement in s_replacements)
            {
                string mutated = Mutated(json, path, replacement);
                int tensors = Tf.Memory().NumTensors;
                long before = GC.GetAllocatedBytesForCurrentThread();
                string title = $"{string.Join('.', path)} = {replacement ?? "nothing"}";
                Exception? error = Try(mutated, files, reference);
                if (error is OperationCanceledException)
                {
                    // a loop without an end
                    continue;
                }

                if (error is not null)
                {
                    refused++;
                    if (!IsRefusal(error))
                    {
                        faults.Add($"{title}: {error.GetType().Name}: {error.Message}{error.StackTrace?.Split('\n')[0]}");
                    }
                }

                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (allocated > MostBytes || tensors != Tf.Memory().NumTensors)
                {
                    faults.Add($"{title}: {allocated} bytes were allocated, {Tf.Memory().NumTensors - tensors} tensors are left over");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(10)));
        Assert.True(refused > 0, "nothing was refused");
    }

    private static bool IsRefusal(Exception error) =>
        error is ModelFormatException or ModelExecutionException or FileNotFoundException || error.GetType() == typeof(ArgumentException);

    /// <summary>Loads and runs a model.</summary>
    private static Exception? Try(string json, Dictionary<string, byte[]> files, Reference reference)
    {
        var source = ModelSource.From(
            new MemoryStream(Encoding.UTF8.GetBytes(json)),
            path => files.TryGetValue(path, out byte[]? bytes) ? new MemoryStream(bytes) : throw new FileNotFoundException(path));
        Dictionary<string, Tensor> inputs = [];
        try
        {
            // all that it awaits is there at once
            using Model model = Model.LoadAsync(source, cancellation: TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            inputs = model.Inputs.Count == reference.Inputs.Length ? reference.MakeInputs(model) : inputs;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(0.2));
            Tf.Dispose(model.Execute(inputs, cancellation: patience.Token));
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            Tf.Dispose(inputs.Values);
        }
    }

    /// <summary>The keys and indices that lead to each value.</summary>
    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        IEnumerable<(object Key, JsonNode? Value)> children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, i) => ((object)i, item)),
            _ => [],
        };
        return children.SelectMany(child => Paths(child.Value, [.. path, child.Key]).Prepend([.. path, child.Key]));
    }

    private static string Mutated(JsonNode json, object[] path, string? replacement)
    {
        JsonNode copy = json.DeepClone();
        JsonNode parent = path[..^1].Aggregate(copy, (node, key) => (key is int index ? node[index] : node[(string)key])!);
        JsonNode? value = replacement is null ? null : JsonValue.Create("mark");
        if (parent is JsonArray list)
        {
            int index = (int)path[^1];
            list.RemoveAt(index);
            if (value is not null)
            {
                list.Insert(index, value);
            }
        }
        else
        {
            string key = (string)path[^1];
            parent.AsObject().Remove(key);
            if (value is not null)
            {
                parent[key] = value;
            }
        }

        // Put in as text: not every text is a string that a node can hold.
        return replacement is null ? copy.ToJsonString() : copy.ToJsonString().Replace("\"mark\"", replacement, StringComparison.Ordinal);
    }
}
