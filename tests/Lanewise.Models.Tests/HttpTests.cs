using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Lanewise.Models.Tests;

/// <summary>Models come from a web server as they come from a disk.</summary>
public class HttpTests
{
    private const int Rows = 50_000;

    /// <summary>y = x · w; w comes in two files of 600 KB together.</summary>
    private static readonly Dictionary<string, byte[]> s_files = Files();

    [Fact]
    public async Task AModelIsLoadedAndProgressIsTold()
    {
        using TinyServer server = TinyServer.Start(SendAsync);
        var progress = new Shares();
        using Model model = await Model.LoadAsync(new Uri(server.Address, "model.json").AbsoluteUri, progress, TestContext.Current.CancellationToken);
        using Tensor x = Tf.Ones([1, 2]);
        using Tensor y = model.Predict(x);
        Assert.Equal([Rows + 0f, Rows + 2], y.ToArray<float>()[..2]);
        Assert.Equal(["/models/model.json", "/models/a.bin", "/models/b.bin"], server.Asked);
        Assert.True(progress.Told.SequenceEqual(progress.Told.Order()) && progress.Told.Count > 2, "progress goes forward");
        Assert.InRange(progress.Told[0], 0.0001, 0.99);
        Assert.Equal(1, progress.Told[^1]);
    }

    [Fact]
    public async Task AQueryIsRepeatedAndAClientIsUsed()
    {
        using TinyServer server = TinyServer.Start(context => context.Request.Headers["Authorization"] == "Bearer x" ? SendAsync(context) : StatusAsync(context, 401));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", "x");
        var source = ModelSource.From(new Uri(server.Address, "model.json?key=1"), client);
        using Model model = await Model.LoadAsync(source, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["/models/model.json?key=1", "/models/a.bin?key=1", "/models/b.bin?key=1"], server.Asked);
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => LoadAsync(server));
        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
    }

    [Theory]
    [InlineData("model.json", 404, "Not Found")]
    [InlineData("b.bin", 404, "Not Found")]
    [InlineData("a.bin", 500, "Internal Server Error")]
    public async Task AnAnswerOfAnotherKindIsNamed(string file, int status, string words)
    {
        using TinyServer server = TinyServer.Start(context => NameOf(context) == file ? StatusAsync(context, status) : SendAsync(context));
        int tensors = Tf.Memory().NumTensors;
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => LoadAsync(server));
        Assert.Equal($"{server.Address}{file}: {status} {words}", error.Message);
        Assert.Equal(tensors, Tf.Memory().NumTensors);
    }

    [Fact]
    public async Task ATruncatedAnswerIsNamed()
    {
        using TinyServer server = TinyServer.Start(async context =>
        {
            if (NameOf(context) == "b.bin")
            {
                context.Response.ContentLength64 = s_files["b.bin"].Length;
                await context.Response.OutputStream.WriteAsync(s_files["b.bin"].AsMemory(0, 1000));
                context.Response.Abort();
            }
            else
            {
                await SendAsync(context);
            }
        });
        ModelFormatException error = await Assert.ThrowsAsync<ModelFormatException>(() => LoadAsync(server));
        Assert.StartsWith($"{server.Address}b.bin: cannot be read to its end", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APageInsteadOfAModelIsNoJson()
    {
        using TinyServer server = TinyServer.Start(context => WriteAsync(context, "<!DOCTYPE html>"u8.ToArray()));
        ModelFormatException error = await Assert.ThrowsAsync<ModelFormatException>(() => LoadAsync(server));
        Assert.StartsWith($"{server.Address}model.json: is not the JSON of a model", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThereIsAnError()
    {
        TinyServer server = TinyServer.Start(SendAsync);
        server.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => LoadAsync(server));
    }

    [Theory]
    [InlineData("model.json")]
    [InlineData("a.bin")]
    public async Task CancellingEndsTheLoading(string slow)
    {
        var isAsked = new TaskCompletionSource();
        using TinyServer server = TinyServer.Start(async context =>
        {
            if (NameOf(context) != slow)
            {
                await SendAsync(context);
                return;
            }

            context.Response.ContentLength64 = s_files[slow].Length;
            await context.Response.OutputStream.WriteAsync(s_files[slow].AsMemory(0, 10));
            await context.Response.OutputStream.FlushAsync();
            isAsked.SetResult();
        });
        int tensors = Tf.Memory().NumTensors;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<Model> loading = Model.LoadAsync(new Uri(server.Address, "model.json").AbsoluteUri, cancellation: cancelling.Token);
        await isAsked.Task;
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal(tensors, Tf.Memory().NumTensors);
    }

    private static Task<Model> LoadAsync(TinyServer server) =>
        Model.LoadAsync(new Uri(server.Address, "model.json").AbsoluteUri, cancellation: TestContext.Current.CancellationToken);

    private static string NameOf(HttpListenerContext context) => context.Request.Url!.Segments[^1];

    private static Task SendAsync(HttpListenerContext context) =>
        s_files.TryGetValue(NameOf(context), out byte[]? bytes) ? WriteAsync(context, bytes) : StatusAsync(context, 404);

    private static async Task WriteAsync(HttpListenerContext context, byte[] bytes)
    {
        // Without a length, as servers that compress do it.
        context.Response.SendChunked = true;
        await context.Response.OutputStream.WriteAsync(bytes);
        context.Response.Close();
    }

    private static Task StatusAsync(HttpListenerContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Close();
        return Task.CompletedTask;
    }

    private static Dictionary<string, byte[]> Files()
    {
        BrokenModel model = BrokenModel.OfGraph();
        model.Json["weightsManifest"]![0]!["paths"] = new System.Text.Json.Nodes.JsonArray("a.bin", "b.bin");
        model.Weight["shape"] = new System.Text.Json.Nodes.JsonArray(2, Rows);
        model.Nodes[1]!["attr"] = new System.Text.Json.Nodes.JsonObject();
        float[] values = [.. Enumerable.Range(0, 2 * Rows).Select(i => (float)i)];
        byte[] bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
        return new()
        {
            ["model.json"] = Encoding.UTF8.GetBytes(model.Json.ToJsonString()),
            ["a.bin"] = bytes[..250_001],
            ["b.bin"] = bytes[250_001..],
        };
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }
}
