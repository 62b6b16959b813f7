using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanewise.Models;

/// <summary>A <c>model.json</c>, of either kind.</summary>
internal sealed class ModelJson
{
    public string? Format { get; set; }

    /// <summary>A <see cref="GraphJson"/> in a graph model, a Keras configuration in a layers model.</summary>
    public JsonElement ModelTopology { get; set; }

    public WeightGroupJson?[]? WeightsManifest { get; set; }

    public SignatureJson? Signature { get; set; }

    public MetadataJson? UserDefinedMetadata { get; set; }

    /// <summary>A graph that fills the model's tables, run once.</summary>
    public GraphJson? ModelInitializer { get; set; }

    public SignatureJson? InitializerSignature { get; set; }

    /// <summary>The signature, which converters have put in two places.</summary>
    [JsonIgnore]
    public SignatureJson? ActualSignature => UserDefinedMetadata?.Signature ?? Signature;

    [JsonIgnore]
    public bool IsLayersModel =>
        Format == "layers-model" || ModelTopology.TryGetProperty("model_config", out _) || ModelTopology.TryGetProperty("class_name", out _);
}

/// <summary>Files that, put one behind the other, hold the weights one behind the other.</summary>
internal sealed class WeightGroupJson
{
    public string?[]? Paths { get; set; }

    public WeightJson?[]? Weights { get; set; }
}

internal sealed class WeightJson
{
    public string? Name { get; set; }

    public long[]? Shape { get; set; }

    public string? Dtype { get; set; }

    public QuantizationJson? Quantization { get; set; }

    /// <summary><c>optimizer</c> for what only training needs.</summary>
    public string? Group { get; set; }
}

/// <summary>The stored integers q stand for q * scale + min; float16 has neither.</summary>
internal sealed class QuantizationJson
{
    public string? Dtype { get; set; }

    public double? Scale { get; set; }

    public double? Min { get; set; }
}

internal sealed class MetadataJson
{
    public SignatureJson? Signature { get; set; }

    public string?[]? StructuredOutputKeys { get; set; }
}

internal sealed class SignatureJson
{
    public OrderedDictionary<string, TensorInfoJson?>? Inputs { get; set; }

    public OrderedDictionary<string, TensorInfoJson?>? Outputs { get; set; }
}

internal sealed class TensorInfoJson
{
    public string? Name { get; set; }

    public JsonElement Dtype { get; set; }

    public ShapeJson? TensorShape { get; set; }

    /// <summary>Which output of the initializer this input takes.</summary>
    public JsonElement ResourceId { get; set; }
}
