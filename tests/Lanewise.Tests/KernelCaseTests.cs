using System.Text.Json;
using Xunit;

namespace Lanewise.Tests;

/// <summary>Random calls of each kernel by its name give what tfjs's cpu backend gives.</summary>
public sealed class KernelCaseTests
{
    private static readonly JsonElement[] s_cases = CaseFile.Read("kernels.json");

    public static MatrixTheoryData<string, string> Rows => new(
        Backends.Names,
        [.. s_cases.Select(static test => test.GetProperty("kernel").GetString()!).Distinct().Where(static kernel => KernelTable.TryFind(kernel, out _))]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void AKernelDoesWhatItDoesInTfjs(string backend, string kernel) => Backends.On(backend, () =>
    {
        int number = 0;
        foreach (JsonElement test in s_cases.Where(test => test.GetProperty("kernel").GetString() == kernel))
        {
            JsonElement inputs = test.GetProperty("inputs");
            string title = $"{kernel}, case {number++}, {test.GetProperty("attrs")}";
            Tensor[] Run() => Engine.RunKernel(kernel, Inputs(kernel, inputs), Attributes(test.GetProperty("attrs")));
            if (test.TryGetProperty("isRefused", out _))
            {
                Exception? error = Record.Exception(Run);
                Assert.True(error is KernelException or ArgumentException, $"{title}: tfjs refuses it, but here: {error?.ToString() ?? "it is computed"}");
                continue;
            }

            double tolerance = test.GetProperty("tolerance").GetDouble();
            Comparison.Check(title, CaseFile.Outputs(test), Run(), tolerance, Comparison.ScaleOf(CaseFile.Tensors(inputs)));
        }
    });

    /// <summary>Where a kernel has but a list, tfjs gives it without a name.</summary>
    private static Dictionary<string, object?> Inputs(string kernel, JsonElement inputs)
    {
        Assert.True(KernelTable.TryFind(kernel, out int id));
        return inputs.ValueKind == JsonValueKind.Array
            ? new() { [KernelTable.Kernel(id).Fields[0].Name] = Tensors(inputs) }
            : inputs.EnumerateObject().ToDictionary(
                static input => input.Name, static input => input.Value.ValueKind == JsonValueKind.Array ? Tensors(input.Value) : (object?)CaseTensor.Read(input.Value).ToTensor());
    }

    private static Tensor[] Tensors(JsonElement list) => [.. list.EnumerateArray().Select(static tensor => CaseTensor.Read(tensor).ToTensor())];

    private static Dictionary<string, object?> Attributes(JsonElement attrs) =>
        attrs.EnumerateObject().ToDictionary(static attribute => attribute.Name, static attribute => Attribute(attribute.Value));

    private static object? Attribute(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => Flat(value),
        JsonValueKind.Null => null,
        _ => value.GetBoolean(),
    };

    /// <summary>A list of words, or of numbers, nested or not.</summary>
    private static object Flat(JsonElement list)
    {
        JsonElement[] items = [.. list.EnumerateArray()];
        return items.Length > 0 && items[0].ValueKind == JsonValueKind.String
            ? string.Join(',', items.Select(static item => item.GetString()))
            : items.SelectMany(static item => item.ValueKind == JsonValueKind.Array ? (double[])Flat(item) : [item.GetDouble()]).ToArray();
    }
}
