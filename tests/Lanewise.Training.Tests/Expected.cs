using System.Text.Json;
using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>What tfjs's cpu backend gives, written by tests/training/export.mjs.</summary>
internal static class Expected
{
    public static JsonElement Read(string name)
    {
        string path = Repository.In("artifacts", "training", name + ".json");
        return File.Exists(path)
            ? JsonDocument.Parse(File.ReadAllBytes(path)).RootElement
            : throw new FileNotFoundException($"{path} is not there; run 'node tests/training/export.mjs'");
    }

    /// <summary>The names of an object's members.</summary>
    public static IEnumerable<string> Names(string name) => Read(name).EnumerateObject().Select(static member => member.Name);

    public static float[] Floats(this JsonElement list) => [.. list.EnumerateArray().Select(static value => value.GetSingle())];

    public static int[] Ints(this JsonElement list) => [.. list.EnumerateArray().Select(static value => value.GetInt32())];

    /// <summary>A float32 tensor of an object with a shape and values.</summary>
    public static Tensor Tensor(this JsonElement tensor) => Tf.Tensor(tensor.GetProperty("values").Floats(), tensor.GetProperty("shape").Ints());

    /// <summary>Requires numbers that differ by at most a part of the largest.</summary>
    public static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1e-3;
        foreach (float value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"{what} {i} is {actual[i]}, but should be {expected[i]}");
        }
    }
}
