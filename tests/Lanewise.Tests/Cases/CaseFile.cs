using System.Text.Json;

namespace Lanewise.Tests;

/// <summary>The cases that <c>tests/cases/export.mjs</c> writes: calls, and what tfjs's cpu backend makes of them.</summary>
internal static class CaseFile
{
    public static JsonElement[] Read(string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Cases", name));
        return [.. JsonDocument.Parse(file).RootElement.EnumerateArray()];
    }

    public static CaseTensor[] Outputs(JsonElement test) => [.. test.GetProperty("outputs").EnumerateArray().Select(CaseTensor.Read)];

    /// <summary>The tensors among the values of an object or list, and in lists among these.</summary>
    public static IEnumerable<CaseTensor> Tensors(JsonElement json) => CaseTensor.Is(json) ? [CaseTensor.Read(json)]
        : json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().SelectMany(static member => Tensors(member.Value))
        : json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().SelectMany(Tensors)
        : [];
}
