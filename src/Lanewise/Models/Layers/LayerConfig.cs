using System.Text.Json;

namespace Lanewise.Models;

/// <summary>
/// The configuration of a layer, read with the types that the layer expects. What is missing or null has its default; what is
/// of another type is an error that names file, layer and key.
/// </summary>
internal sealed class LayerConfig
{
    private readonly string _file;
    private readonly JsonElement _json;

    /// <param name="layer">The object with <c>class_name</c> and <c>config</c>.</param>
    /// <param name="file">The file that errors name.</param>
    public LayerConfig(JsonElement layer, string file)
    {
        _file = file;
        ClassName = layer.ValueKind == JsonValueKind.Object && layer.TryGetProperty("class_name", out JsonElement type) && JsonText.From(type) is { } className
            ? className
            : throw new ModelFormatException(file, "a layer", "has no class_name");
        _json = layer.TryGetProperty("config", out JsonElement config) ? config : default;
        Name = Text("name", layer.TryGetProperty("name", out JsonElement name) ? JsonText.From(name) ?? ClassName : ClassName);
    }

    public string ClassName { get; }

    public string Name { get; }

    /// <summary>How errors call the layer.</summary>
    public string Title => $"layer '{Name}' ({ClassName})";

    public string File => _file;

    /// <summary>The configuration itself, where it is no object: a Sequential's may be a list.</summary>
    public JsonElement Json => _json;

    public bool IsChannelsFirst => Text("data_format", "channels_last") switch
    {
        "channels_last" or "channelsLast" => false,
        "channels_first" or "channelsFirst" => true,
        _ => throw Problem("'data_format' is neither channels_first nor channels_last"),
    };

    public JsonElement? Find(string key) =>
        _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(key, out JsonElement value) && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    public bool Bool(string key, bool otherwise) => Find(key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Problem($"'{key}' is no truth value"),
    };

    public double Number(string key, double otherwise) => Find(key) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        _ => throw Problem($"'{key}' is no number"),
    };

    public int Int(string key, int? otherwise = null) => Find(key) is { } value
        ? WholeNumber(key, value)
        : otherwise ?? throw Problem($"'{key}' is missing");

    /// <summary>A list of so many whole numbers, or one number for all.</summary>
    public int[] Ints(string key, int count, int? otherwise = null)
    {
        if (Find(key) is not { ValueKind: JsonValueKind.Array } list)
        {
            return [.. Enumerable.Repeat(Int(key, otherwise), count)];
        }

        int[] values = [.. list.EnumerateArray().Select(value => WholeNumber(key, value))];
        return values.Length == count ? values : throw Problem($"'{key}' has {values.Length} numbers, but {count} were expected");
    }

    /// <summary>A list of whole numbers, in which null stands for -1; null if there is none.</summary>
    public int[]? List(string key) => Find(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list =>
            [.. list.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? -1 : WholeNumber(key, value))],
        { } value => [WholeNumber(key, value)],
    };

    public string Text(string key, string otherwise) => Find(key) switch
    {
        null => otherwise,
        { } value => JsonText.From(value) ?? throw Problem($"'{key}' is no text"),
    };

    /// <summary>An activation by name, or as an object with a class_name.</summary>
    public Func<Tensor, Tensor> Activation(string key, string otherwise) => Activations.Find(ActivationName(key, otherwise))
        ?? throw Problem($"'{key}' is '{ActivationName(key, otherwise)}', which is not a known activation");

    public string ActivationName(string key, string otherwise) => Find(key) is { ValueKind: JsonValueKind.Object } value
        ? new LayerConfig(value, _file).ClassName
        : Text(key, otherwise);

    public Padding Padding(string otherwise = "valid") => Text("padding", otherwise) switch
    {
        "valid" => Lanewise.Padding.Valid,
        "same" => Lanewise.Padding.Same,
        var other => throw Problem($"'padding' is '{other}', but valid or same was expected"),
    };

    public ModelFormatException Problem(string problem) => new(_file, Title, problem);

    private int WholeNumber(string key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == (int)number
            ? (int)number
            : throw Problem($"'{key}' is no whole number of 32 bits");
}
