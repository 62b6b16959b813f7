using System.Text.Json;
using Lanewise.Cli;
using Xunit;

namespace Lanewise.Hosts.Tests;

/// <summary>
/// Faces in the photos of the npm package @vladmandic/face-api, compared with what tfjs finds: <c>faces.jsonl</c> was written by
/// <c>npm run detect -- --backend cpu</c>. Its pictures are decoded by another library, hence a small difference.
/// </summary>
public sealed class DetectTests
{
    private const double Pixels = 1;

    public static TheoryData<string, string> Rows() =>
        new(from line in File.ReadLines(Repository.In("tests/Lanewise.Hosts.Tests/Cli/faces.jsonl"))
            from backend in new[] { "native", "wasm" }
            select (line, backend));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task TheFacesAreThoseThatTfjsFinds(string line, string backend)
    {
        JsonElement expected = JsonDocument.Parse(line).RootElement;
        string photo = Repository.In($"node_modules/@vladmandic/face-api/demo/{expected.GetProperty("image")}");
        StringWriter output = new();
        StringWriter error = new();
        Assert.Equal(0, await Tool.RunAsync(["detect", photo, "--backend", backend], output, error));
        Tf.SetBackend("native");
        JsonElement actual = JsonDocument.Parse(output.ToString()).RootElement;
        double[][] boxes = Boxes(expected);
        double[][] found = Boxes(actual);
        Assert.Equal(boxes.Length, found.Length);
        foreach (double[] box in boxes)
        {
            Assert.True(found.Min(other => Distance(box, other)) <= Pixels, $"expected {string.Join(' ', box)} in {output}");
        }
    }

    private static double[][] Boxes(JsonElement line) =>
        [.. line.GetProperty("faces").EnumerateArray().Select(face => face.GetProperty("box").EnumerateArray().Select(value => value.GetDouble()).ToArray())];

    private static double Distance(double[] box, double[] other) => box.Zip(other, (a, b) => Math.Abs(a - b)).Max();
}
