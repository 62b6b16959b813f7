using System.Text.Json;

namespace Lanewise.Models;

/// <summary>TensorFlow's GraphDef in the JSON form of protocol buffers: integers of 64 bits may be strings, bytes are base64.</summary>
internal sealed class GraphJson
{
    public NodeJson?[]? Node { get; set; }

    public LibraryJson? Library { get; set; }
}

internal sealed class NodeJson
{
    public string? Name { get; set; }

    public string? Op { get; set; }

    public string?[]? Input { get; set; }

    public Dictionary<string, AttributeJson?>? Attr { get; set; }
}

internal sealed class LibraryJson
{
    public FunctionJson?[]? Function { get; set; }
}

internal sealed class FunctionJson
{
    public FunctionSignatureJson? Signature { get; set; }

    public NodeJson?[]? NodeDef { get; set; }

    /// <summary>For each output argument the tensor that it returns.</summary>
    public Dictionary<string, string?>? Ret { get; set; }
}

internal sealed class FunctionSignatureJson
{
    public string? Name { get; set; }

    public ArgumentJson?[]? InputArg { get; set; }

    public ArgumentJson?[]? OutputArg { get; set; }
}

internal sealed class ArgumentJson
{
    public string? Name { get; set; }

    public JsonElement Type { get; set; }
}

/// <summary>One attribute of a node: one of the members is there.</summary>
internal sealed class AttributeJson
{
    public JsonElement S { get; set; }

    public long? I { get; set; }

    public double? F { get; set; }

    public bool? B { get; set; }

    public JsonElement Type { get; set; }

    public ShapeJson? Shape { get; set; }

    public ConstantJson? Tensor { get; set; }

    public CalleeJson? Func { get; set; }

    public AttributeListJson? List { get; set; }
}

internal sealed class AttributeListJson
{
    public JsonElement[]? S { get; set; }

    public long[]? I { get; set; }

    public double[]? F { get; set; }
}

internal sealed class CalleeJson
{
    public string? Name { get; set; }
}

internal sealed class ConstantJson
{
    public ShapeJson? TensorShape { get; set; }
}

internal sealed class ShapeJson
{
    public DimensionJson?[]? Dim { get; set; }

    public bool UnknownRank { get; set; }
}

internal sealed class DimensionJson
{
    public long Size { get; set; }
}
