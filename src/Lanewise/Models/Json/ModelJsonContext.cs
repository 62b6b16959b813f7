using System.Text.Json.Serialization;

namespace Lanewise.Models;

/// <summary>Readers for the JSON of models, generated at build time, so that they survive trimming and native compilation.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 256)]
[JsonSerializable(typeof(ModelJson))]
[JsonSerializable(typeof(GraphJson))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
