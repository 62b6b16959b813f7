using System.Text.Json;
using Lanewise.Cli;
using Xunit;

namespace Lanewise.Hosts.Tests;

public sealed class ToolTests : IDisposable
{
    private readonly SmallModel _model = new();

    public void Dispose()
    {
        _model.Dispose();
        Tf.SetBackend("native");
    }

    [Fact]
    public async Task InspectTellsWhatIsInAModel()
    {
        (int exit, string output, _) = await RunAsync("inspect", _model.Path);
        Assert.Equal(0, exit);
        Assert.Contains("graph-model: 3 nodes, 1 weights with 6 parameters", output, StringComparison.Ordinal);
        Assert.Contains("[any, 2]", output, StringComparison.Ordinal);
        Assert.Matches(@"MatMul +1", output);
    }

    [Fact]
    public async Task InspectNamesWhatIsNotSupported()
    {
        using SmallModel model = new("Frobnicate");
        (int exit, string output, _) = await RunAsync("inspect", model.Folder);
        Assert.Equal(InspectCommand.Unsupported, exit);
        Assert.Contains("Not supported: Frobnicate", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("wasm")]
    [InlineData("cpu")]
    public async Task RunComputes(string backend)
    {
        WriteInput([1f, 10], [1, 2]);
        (int exit, string output, _) = await RunAsync("run", _model.Path, "--input", $"x={_model.InFolder("x.npy")}", "--backend", backend);
        Assert.Equal(0, exit);
        JsonElement y = JsonDocument.Parse(output).RootElement.GetProperty("y");
        Assert.Equal("float32", y.GetProperty("dtype").GetString());
        Assert.Equal([1, 3], y.GetProperty("shape").EnumerateArray().Select(static dim => dim.GetInt32()));
        Assert.Equal([41f, 52, 63], y.GetProperty("values").EnumerateArray().Select(static value => value.GetSingle()));
    }

    [Fact]
    public async Task RunWritesArrays()
    {
        WriteInput([1f, 10, 0, 1], [2, 2]);
        (int exit, string output, _) = await RunAsync("run", _model.Path, "-i", _model.InFolder("x.npy"), "-o", "npy", "--folder", _model.InFolder("out"));
        Assert.Equal(0, exit);
        using Tensor y = NpyFile.Read(output.Trim());
        Assert.Equal([2, 3], y.Shape);
        Assert.Equal([41f, 52, 63, 4, 5, 6], y.ToArray<float>());
    }

    [Fact]
    public async Task BenchComparesBackends()
    {
        (int exit, string output, _) = await RunAsync("bench", _model.Path, "--backends", "native,wasm", "--runs", "2", "--warmup", "0");
        Assert.Equal(0, exit);
        Assert.Matches(@"native +\d+ +[\d.]+", output);
        Assert.Matches(@"wasm +1 +[\d.]+", output);
        Assert.DoesNotContain("cpu", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BenchTimesCompiledModels()
    {
        (int exit, string output, _) = await RunAsync("bench", _model.Path, "--backends", "wasm", "--runs", "2", "--warmup", "0", "--compiled");
        Assert.Equal(0, exit);
        Assert.Matches(@"wasm +1 +[\d.]+", output);
        Assert.Matches(@"wasm compiled +1 +[\d.]+", output);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("wasm")]
    [InlineData("cpu")]
    public async Task ExplainTellsWhatBecomesOfEachOp(string backend)
    {
        using SmallModel model = new("Relu");
        (int exit, string output, _) = await RunAsync("explain", model.Path, "--backend", backend);
        Assert.Equal(0, exit);
        Assert.Matches(@"(?m)^0 BatchMatMul float32\[1,3\]: runs\r?$", output);
        Assert.Contains("1 Relu float32[1,3]: follows in the pass of op 0", output, StringComparison.Ordinal);
        Assert.Matches(@"weights packed for kernels +\d", output);
        (_, string plain, _) = await RunAsync("explain", model.Path, "--backend", backend, "--without", "chain");
        Assert.Contains("1 Relu float32[1,3]: runs by itself: it was switched off", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no fusion 'magic'", "explain", "MODEL", "--without", "magic")]
    [InlineData("missing", "run", "MODEL")]
    [InlineData("has no input 'q', but x", "run", "MODEL", "-i", "q=a.npy")]
    [InlineData("nothing.npy", "run", "MODEL", "-i", "x=nothing.npy")]
    [InlineData("no-model.json", "inspect", "no-model.json")]
    [InlineData("there is no backend 'gpu'", "bench", "MODEL", "--backends", "gpu")]
    [InlineData("nothing.jpg", "detect", "nothing.jpg")]
    [InlineData("'gpu'", "run", "MODEL", "--backend", "gpu")]
    [InlineData("frobnicate", "frobnicate")]
    public async Task WhatTheUserCanMendIsOneLine(string problem, params string[] arguments)
    {
        (int exit, _, string error) = await RunAsync([.. arguments.Select(argument => argument == "MODEL" ? _model.Path : argument)]);
        Assert.Equal(Tool.Failure, exit);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HelpNamesTheCommands()
    {
        (int exit, string output, _) = await RunAsync("--help");
        Assert.Equal(0, exit);
        Assert.All(new[] { "inspect", "run", "explain", "bench", "detect" }, command => Assert.Contains(command, output, StringComparison.Ordinal));
    }

    private void WriteInput(float[] values, int[] shape)
    {
        using Tensor x = Tf.Tensor(values, shape);
        NpyFile.Write(_model.InFolder("x.npy"), x);
    }

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        StringWriter output = new();
        StringWriter error = new();
        return (await Tool.RunAsync(arguments, output, error), output.ToString(), error.ToString());
    }
}
