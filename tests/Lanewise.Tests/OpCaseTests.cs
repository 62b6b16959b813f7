using System.Text.Json;
using Xunit;

namespace Lanewise.Tests;

/// <summary>The calls of <c>tests/cases/ops.mjs</c> give what tfjs's cpu backend gives, and leave nothing behind.</summary>
public sealed class OpCaseTests
{
    private static readonly JsonElement[] s_cases = CaseFile.Read("ops.json");

    public static MatrixTheoryData<string, string> Rows => new(Backends.Names, [.. s_cases.Select(static test => test.GetProperty("op").GetString()!).Distinct()]);

    [Theory]
    [MemberData(nameof(Rows))]
    public void AnOpDoesWhatItDoesInTfjs(string backend, string op) => Backends.On(backend, () =>
    {
        foreach (JsonElement test in s_cases.Where(test => test.GetProperty("op").GetString() == op))
        {
            JsonElement args = test.GetProperty("args");
            double tolerance = test.GetProperty("tolerance").GetDouble();
            Tensor[] outputs = OpCaller.Call(op, args);
            Comparison.Check($"{op} {args}", CaseFile.Outputs(test), outputs, tolerance, Comparison.ScaleOf(CaseFile.Tensors(args)));
        }
    });
}
