using System.Text;
using System.Text.Json;

namespace Lanewise.Models;

/// <summary>
/// The attributes of a node, read with the type that the op expects. An attribute that is missing has its default; one of
/// another type is an error that names file, node and attribute.
/// </summary>
internal sealed class NodeAttributes(IReadOnlyDictionary<string, AttributeJson?> attributes, string file, string node)
{
    public static NodeAttributes Empty(string file, string node) => new(new Dictionary<string, AttributeJson?>(), file, node);

    public bool Has(string name) => attributes.GetValueOrDefault(name) is not null;

    public bool Bool(string name, bool otherwise = false) =>
        Find(name) is { } attribute ? attribute.B ?? throw Problem(name, "a truth value") : otherwise;

    public double Number(string name, double otherwise) =>
        Find(name) is { } attribute ? attribute.I ?? attribute.F ?? throw Problem(name, "a number") : otherwise;

    public int Int(string name, int otherwise)
    {
        double value = Number(name, otherwise);
        return value == (int)value ? (int)value : throw Problem(name, "a whole number of 32 bits");
    }

    /// <summary>A text, decoded from base64 or from a list of bytes.</summary>
    public string Text(string name, string otherwise = "") =>
        Find(name) is { } attribute ? Decode(name, attribute.S) : otherwise;

    public string[] Texts(string name) =>
        Find(name) is { } attribute ? [.. (attribute.List?.S ?? []).Select(text => Decode(name, text))] : [];

    public int[] Ints(string name, int[]? otherwise = null)
    {
        if (Find(name) is not { } attribute)
        {
            return otherwise ?? throw Problem(name, "a list of whole numbers");
        }

        AttributeListJson list = attribute.List ?? throw Problem(name, "a list of whole numbers");
        IEnumerable<double> values = list.I is { Length: > 0 } ints ? ints.Select(value => (double)value) : list.F ?? [];
        return [.. values.Select(value => value == (int)value ? (int)value : throw Problem(name, "a list of whole numbers"))];
    }

    /// <summary>Null if it is missing or one that tensors here cannot have, such as a resource.</summary>
    public DType? DType(string name) => Find(name) is { } attribute ? GraphDTypes.From(attribute.Type) : null;

    public DType RequiredDType(string name) => DType(name) ?? throw Problem(name, "a dtype that tensors can have");

    /// <summary>Null if it is missing or the rank is unknown; -1 is an unknown dimension.</summary>
    public int[]? Shape(string name) => Find(name)?.Shape is { } shape ? ShapeOf(shape, name) : null;

    /// <summary>The name of a function in the model's library.</summary>
    public string Function(string name) => Find(name)?.Func?.Name ?? throw Problem(name, "the name of a function");

    /// <summary>The shape that the node of a constant gives it.</summary>
    public int[]? ConstantShape() =>
        Find("value")?.Tensor?.TensorShape is { } shape ? ShapeOf(shape, "value") : null;

    public ModelFormatException Problem(string name, string expected) =>
        new(file, $"node '{node}'", $"the attribute '{name}' is missing or not {expected}");

    private int[]? ShapeOf(ShapeJson shape, string name) => shape.UnknownRank
        ? null
        : [.. (shape.Dim ?? []).Select(dimension => dimension is { Size: >= -1 and <= int.MaxValue and var size }
            ? (int)size
            : throw Problem(name, "a shape"))];

    private AttributeJson? Find(string name) => attributes.GetValueOrDefault(name);

    private string Decode(string name, JsonElement text)
    {
        switch (text.ValueKind)
        {
            case JsonValueKind.String when JsonText.From(text) is not null && text.TryGetBytesFromBase64(out byte[]? bytes):
                return Encoding.UTF8.GetString(bytes);
            case JsonValueKind.Array:
                return Encoding.UTF8.GetString([.. text.EnumerateArray()
                    .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetByte(out byte value) ? value : throw Problem(name, "a text"))]);
            default:
                throw Problem(name, "a text");
        }
    }
}
