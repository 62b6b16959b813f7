using System.Text.Json;

namespace Lanewise.Models;

/// <summary>TensorFlow's types and the ones in which their values are kept here.</summary>
internal static class GraphDTypes
{
    /// <summary>The type of a number or a name of TensorFlow's enumeration; null for one that tensors here cannot have.</summary>
    public static DType? From(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.Number && type.TryGetInt32(out int number))
        {
            return From(number switch
            {
                1 => "DT_FLOAT",
                2 => "DT_DOUBLE",
                3 => "DT_INT32",
                4 => "DT_UINT8",
                6 => "DT_INT8",
                7 => "DT_STRING",
                8 => "DT_COMPLEX64",
                9 => "DT_INT64",
                10 => "DT_BOOL",
                18 => "DT_COMPLEX128",
                19 => "DT_HALF",
                _ => "",
            });
        }

        return JsonText.From(type) is { } name ? From(name) : null;
    }

    private static DType? From(string name) => name switch
    {
        "DT_FLOAT" or "DT_HALF" or "DT_DOUBLE" => DType.Float32,
        "DT_INT32" or "DT_INT64" or "DT_INT8" or "DT_UINT8" => DType.Int32,
        "DT_BOOL" => DType.Bool,
        "DT_STRING" => DType.String,
        "DT_COMPLEX64" or "DT_COMPLEX128" => DType.Complex64,
        _ => null,
    };
}
