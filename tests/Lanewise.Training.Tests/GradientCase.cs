using System.Text.Json;

namespace Lanewise.Training.Tests;

/// <summary>A call of a kernel of tests/training/gradient-cases.mjs, as a function of its float32 inputs.</summary>
internal sealed class GradientCase(JsonElement row)
{
    private static readonly Dictionary<string, GradientCase> s_all = Named();

    public static IEnumerable<string> Names => s_all.Keys;

    public string Kernel => row.GetProperty("kernel").GetString()!;

    /// <summary>Whether tfjs's gradients are known, and right.</summary>
    public bool HasExpected => row.TryGetProperty("gradients", out _);

    public float[][] Gradients => [.. row.GetProperty("gradients").EnumerateArray().Select(Expected.Floats)];

    /// <summary>Whether it has an input that is float32, and a gradient that is meant to be the slope.</summary>
    public bool IsSlope => !row.TryGetProperty("rough", out _) && Inputs().Any(static input => IsSource(input.Value));

    public static GradientCase Find(string name) => s_all[name];

    /// <summary>The float32 inputs, which the gradients are by.</summary>
    public Tensor[] Sources() => [.. Inputs().Where(static input => IsSource(input.Value)).Select(static input => input.Value.Tensor())];

    /// <summary>The gradient of a result of a shape.</summary>
    public Tensor Dy(ReadOnlySpan<int> shape)
    {
        Random random = new(1);
        int size = 1;
        foreach (int dim in shape)
        {
            size *= dim;
        }

        float[] values = row.TryGetProperty("dy", out JsonElement dy) ? dy.Floats() : [.. Enumerable.Range(0, size).Select(_ => (2 * random.NextSingle()) - 1)];
        return Tf.Tensor(values, shape);
    }

    /// <summary>Several outputs become one: the first, and twice the second, and so on.</summary>
    public Tensor Run(Tensor[] sources)
    {
        Queue<Tensor> floats = new(sources);
        Dictionary<string, object?> inputs = [];
        foreach ((string name, JsonElement input) in Inputs())
        {
            Tensor tensor = IsSource(input) ? floats.Dequeue() : Whole(input);
            inputs[name] = name != "inputs" ? tensor : inputs.TryGetValue(name, out object? list) ? [.. (Tensor[])list!, tensor] : new[] { tensor };
        }

        Tensor[] outputs = Engine.RunKernel(Kernel, inputs, row.GetProperty("attrs").EnumerateObject().ToDictionary(static field => field.Name, static field => Attribute(field.Value)));
        return outputs.Select(static (output, i) => output.ToFloat() * (i + 1)).Aggregate(static (sum, output) => sum + output);
    }

    private static Dictionary<string, GradientCase> Named()
    {
        GradientCase[] cases = [.. Expected.Read("gradients").EnumerateArray().Select(static row => new GradientCase(row))];
        return cases.GroupBy(static row => row.Kernel).SelectMany(static group => group.Select(static (row, i) => (Name: $"{row.Kernel} {i + 1}", row)))
            .ToDictionary(static named => named.Name, static named => named.row);
    }

    private static bool IsSource(JsonElement input) => input.GetProperty("dtype").GetString() == "float32";

    private static Tensor Whole(JsonElement input)
    {
        Tensor values = Tf.Tensor(input.GetProperty("values").Ints(), input.GetProperty("shape").Ints());
        return input.GetProperty("dtype").GetString() == "bool" ? values.Cast(DType.Bool) : values;
    }

    private static object? Attribute(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(static item => item.ValueKind == JsonValueKind.Array ? item.Ints() : [item.GetInt32()]).ToArray(),
        JsonValueKind.String => value.GetString() == "float32" ? DType.Float32 : value.GetString(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        _ => value.TryGetInt32(out int whole) ? (object)whole : value.GetDouble(),
    };

    private IEnumerable<KeyValuePair<string, JsonElement>> Inputs()
    {
        JsonElement inputs = row.GetProperty("inputs");
        return inputs.ValueKind == JsonValueKind.Array
            ? inputs.EnumerateArray().Select(static input => KeyValuePair.Create("inputs", input))
            : inputs.EnumerateObject().Select(static input => KeyValuePair.Create(input.Name, input.Value));
    }
}
