using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanewise.Tests;

/// <summary>The manifest as a host sees it.</summary>
public sealed record HostManifest(
    [property: JsonPropertyName("dtypes")] string[] DTypes,
    [property: JsonPropertyName("status")] StatusRow[] Statuses,
    [property: JsonPropertyName("kernels")] KernelRow[] Kernels)
{
    public static HostManifest Parse(string json) => JsonSerializer.Deserialize<HostManifest>(json)!;

    public int KernelId(string name)
    {
        int id = Array.FindIndex(Kernels, kernel => kernel.Name == name);
        return id >= 0 ? id : throw new InvalidOperationException($"the manifest has no kernel '{name}'");
    }
}

public sealed record StatusRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("message")] string Message);

public sealed record KernelRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("fields")] FieldRow[] Fields);

public sealed record FieldRow(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("values")] string[]? Values,
    [property: JsonPropertyName("default")] JsonElement? Default);
