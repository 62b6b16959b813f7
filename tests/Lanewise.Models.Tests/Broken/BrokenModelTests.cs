using System.Diagnostics;

namespace Lanewise.Models.Tests;

/// <summary>A broken model is refused, with words that tell what is wrong with it, before it has cost time or memory.</summary>
public class BrokenModelTests
{
    private const long MostBytes = 64 << 20;

    private static readonly Dictionary<string, (BrokenModel Model, string Said)> s_broken = new(
    [
        .. Broken("graph", BrokenModel.OfGraph, BrokenGraphs.All),
        .. Broken("weights", BrokenModel.OfGraph, BrokenWeights.All),
        .. Broken("layers", BrokenModel.OfLayers, BrokenLayers.All),
    ]);

    public static TheoryData<string> Titles => [.. s_broken.Keys];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task IsRefused(string title)
    {
        (BrokenModel model, string said) = s_broken[title];
        Tf.SetBackend("native");
        int tensors = Tf.Memory().NumTensors;
        long heap = Tf.Memory().Backend.Heap;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long began = Stopwatch.GetTimestamp();
        ModelFormatException error = await Assert.ThrowsAsync<ModelFormatException>(() => Model.LoadAsync(model.ToSource(), cancellation: TestContext.Current.CancellationToken));
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.True(allocated + Tf.Memory().Backend.Heap - heap < MostBytes, $"{allocated} bytes were allocated, {Tf.Memory().Backend.Heap - heap} by the backend");
        Assert.True(took < TimeSpan.FromSeconds(10), $"it took {took}");
        Assert.Equal(tensors, Tf.Memory().NumTensors);
    }

    [Fact]
    public async Task WholeOnesAreNot()
    {
        foreach (BrokenModel whole in (BrokenModel[])[BrokenModel.OfGraph(), BrokenModel.OfLayers()])
        {
            using Model model = await Model.LoadAsync(whole.ToSource(), cancellation: TestContext.Current.CancellationToken);
            using Tensor x = Tf.Ones([1, 2]);
            using Tensor y = model.Predict(x);
            Assert.Equal([5f, 7, 9], y.ToArray<float>());
        }
    }

    [Fact]
    public async Task AnUnknownOpThatNoOutputNeedsIsNoFault()
    {
        BrokenModel whole = BrokenModel.OfGraph().Add("z", "Frobnicate", ["y"]);
        using Model model = await Model.LoadAsync(whole.ToSource(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("y", Assert.Single(model.Outputs).Name);
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("/etc/hostname")]
    [InlineData(".")]
    public async Task WeightsLieInTheModelsDirectory(string path)
    {
        BrokenModel model = BrokenModel.OfGraph();
        model.Json["weightsManifest"]![0]!["paths"]![0] = path;
        ModelFormatException error = await LoadFromDiskAsync(model);
        Assert.EndsWith($"model.json: weights '{path}': lie outside the model's directory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMissingFileIsNamed()
    {
        BrokenModel model = BrokenModel.OfGraph();
        model.Files.Clear();
        ModelFormatException error = await LoadFromDiskAsync(model);
        Assert.Matches("model\\.json: weights '.*w\\.bin': there is no such file", error.Message);
    }

    [Fact]
    public async Task AHugeIndexTakesNoMemory()
    {
        BrokenModel broken = BrokenModel.OfGraph();
        broken.Weight["dtype"] = "int32";
        broken.Weight["shape"] = new System.Text.Json.Nodes.JsonArray();
        broken.Nodes[1]!["attr"] = new System.Text.Json.Nodes.JsonObject();
        broken.Files["w.bin"] = [0, 0, 0, 0x40];
        broken.Add("array", "TensorArrayV3", ["w"], """{ "dtype": { "type": "DT_FLOAT" }, "dynamic_size": { "b": true } }""");
        broken.Follow("TensorArrayWriteV3", ["array", "w", "x", "array:1"]);
        using Model model = await Model.LoadAsync(broken.ToSource(), cancellation: TestContext.Current.CancellationToken);
        using Tensor x = Tf.Ones([1, 2]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ModelExecutionException error = Assert.Throws<ModelExecutionException>(() => model.Predict(x));
        Assert.StartsWith("node 'last' (TensorArrayWriteV3): element 1073741824 is beyond", error.Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes);
    }

    private static async Task<ModelFormatException> LoadFromDiskAsync(BrokenModel model)
    {
        string folder = Directory.CreateTempSubdirectory("lanewise").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "model.json"), model.Json.ToJsonString(), TestContext.Current.CancellationToken);
            foreach ((string path, byte[] bytes) in model.Files)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes, TestContext.Current.CancellationToken);
            }

            return await Assert.ThrowsAsync<ModelFormatException>(() => Model.LoadAsync(folder, cancellation: TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<KeyValuePair<string, (BrokenModel, string)>> Broken(
        string kind,
        Func<BrokenModel> make,
        IEnumerable<(string Title, Action<BrokenModel> Break, string Said)> rows)
    {
        foreach ((string title, Action<BrokenModel> breakIt, string said) in rows)
        {
            BrokenModel model = make();
            breakIt(model);
            yield return new($"{kind}: {title}", (model, said));
        }
    }
}
