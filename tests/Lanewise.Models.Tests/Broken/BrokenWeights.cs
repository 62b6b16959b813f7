using System.Text.Json.Nodes;

namespace Lanewise.Models.Tests;

/// <summary>What can be wrong with the weights of a model, and what is said about it.</summary>
internal static class BrokenWeights
{
    public static IEnumerable<(string Title, Action<BrokenModel> Break, string Said)> All => [.. Bytes, .. Shapes, .. Quantizations];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Bytes =>
    [
        ("truncated file", model => model.Files["w.bin"] = new byte[20], "w.bin: weight 'w': is truncated: the 1 files of weights end 4 bytes before the end of its 24"),
        ("empty weights", model => model.Files["w.bin"] = [], "w.bin: weight 'w': is truncated"),
        ("truncated second file", model => Split(model, 8, 12), "second.bin: weight 'w': is truncated: the 2 files of weights end 4 bytes before the end of its 24"),
        ("too many bytes", model => model.Files["w.bin"] = new byte[28], "w.bin: holds more than the 24 bytes of weights that the manifest lists"),
        ("no path", model => model.Json["weightsManifest"]![0]!["paths"] = new JsonArray(), "weight 'w': is truncated"),
        ("path is null", model => model.Json["weightsManifest"]![0]!["paths"]![0] = null, "weightsManifest: a path is missing"),
        ("group is null", model => model.Json["weightsManifest"]![0] = null, "node 'w' (Const): has no weight in the weightsManifest"),
        ("manifest is missing", model => model.Json.AsObject().Remove("weightsManifest"), "node 'w' (Const): has no weight in the weightsManifest"),
        ("long string", model => SetStrings(model, 1, [0xff, 0xff, 0xff, 0x7f, 1, 2]), "weight 'w': has more than the"),
        ("string longer than the file", model => SetStrings(model, 1, [0xff, 0xff, 0xff, 0x6f, 1, 2]), "weight 'w': is truncated"),
        ("string of negative length", model => SetStrings(model, 1, [0xff, 0xff, 0xff, 0xff]), "weight 'w': string 0 has a length of -1 bytes"),
        ("many strings", model => SetStrings(model, 500_000_000, [0, 0, 0, 0]), "weight 'w': is truncated"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Shapes =>
    [
        ("weight is null", model => model.Json["weightsManifest"]![0]!["weights"]![0] = null, "weightsManifest: a weight has no name"),
        ("weight without name", model => model.Weight.AsObject().Remove("name"), "weightsManifest: a weight has no name"),
        ("weight listed twice", model => ListTwice(model), "weight 'w': is listed twice"),
        ("no shape", model => model.Weight.AsObject().Remove("shape"), "weight 'w': has no shape"),
        ("more values than bytes", model => model.Weight["shape"] = new JsonArray(2, 4), "w.bin: weight 'w': is truncated"),
        ("fewer values than bytes", model => model.Weight["shape"] = new JsonArray(2, 2), "w.bin: holds more than the 16 bytes"),
        ("other shape", model => model.Weight["shape"] = new JsonArray(3, 2), "node 'w' (Const): has shape [2, 3], but its weight has shape [3, 2]"),
        ("negative dimension", model => model.Weight["shape"] = new JsonArray(-2, -3), "weight 'w': has shape [-2, -3], but a dimension cannot be negative"),
        ("dimension of 2^31", model => model.Weight["shape"] = new JsonArray(2147483648L), "weight 'w': has shape [2147483648], more than the"),
        ("dimensions of 2^16", model => model.Weight["shape"] = new JsonArray(65536, 65536), "weight 'w': has shape [65536, 65536], more than the"),
        ("product of 2^64", model => model.Weight["shape"] = new JsonArray(1L << 32, 1L << 32), "more than the"),
        ("none of many", model => model.Weight["shape"] = new JsonArray(0, 1L << 40), "weight 'w': has shape [0, 1099511627776], more than the"),
        ("as many as memory has", model => model.Weight["shape"] = new JsonArray(500_000_000), "weight 'w': is truncated"),
        ("dimension with a fraction", model => model.Weight["shape"] = new JsonArray(2.5, 3), "is not the JSON of a model"),
        ("too many dimensions", model => model.Weight["shape"] = new JsonArray([.. Enumerable.Repeat(1, 9).Select(one => JsonValue.Create(one))]), "weight 'w': has rank 9, but 8 is the most"),
        ("unknown dtype", model => model.Weight["dtype"] = "float64", "weight 'w': has dtype 'float64', but float32, int32, bool, string or complex64 was expected"),
        ("no dtype", model => model.Weight.AsObject().Remove("dtype"), "weight 'w': has dtype '', but"),
    ];

    private static IEnumerable<(string, Action<BrokenModel>, string)> Quantizations =>
    [
        ("unknown quantization", model => Quantize(model, """{ "dtype": "int4", "scale": 1, "min": 0 }"""), "weight 'w': is quantized as 'int4', but uint8, uint16 or float16 was expected"),
        ("no scale", model => Quantize(model, """{ "dtype": "uint8", "min": 0 }"""), "weight 'w': is quantized as 'uint8', but scale or min is missing or no finite number"),
        ("scale of NaN", model => Quantize(model, """{ "dtype": "uint8", "scale": "NaN", "min": 0 }"""), "weight 'w': is quantized as 'uint8', but scale or min is missing or no finite number"),
        ("least value of infinity", model => Quantize(model, """{ "dtype": "uint16", "scale": 1, "min": 1e999 }"""), "weight 'w': is quantized as 'uint16', but scale or min is missing or no finite number"),
        ("int32 as float16", model => Quantize(model, """{ "dtype": "float16" }""", "int32"), "weight 'w': is quantized as 'float16', which is not for Int32"),
        ("quantized bytes are too many", model => Quantize(model, """{ "dtype": "uint8", "scale": 1, "min": 0 }"""), "w.bin: holds more than the 6 bytes"),
    ];

    private static void Split(BrokenModel model, int first, int second)
    {
        model.Json["weightsManifest"]![0]!["paths"] = new JsonArray("w.bin", "second.bin");
        model.Files["w.bin"] = new byte[first];
        model.Files["second.bin"] = new byte[second];
    }

    private static void SetStrings(BrokenModel model, int count, byte[] bytes)
    {
        model.Weight["dtype"] = "string";
        model.Weight["shape"] = new JsonArray(count);
        model.Files["w.bin"] = bytes;
    }

    private static void ListTwice(BrokenModel model)
    {
        model.Json["weightsManifest"]![0]!["weights"]!.AsArray().Add(model.Weight.DeepClone());
        model.Files["w.bin"] = new byte[48];
    }

    private static void Quantize(BrokenModel model, string quantization, string dtype = "float32")
    {
        model.Weight["dtype"] = dtype;
        model.Weight["quantization"] = JsonNode.Parse(quantization);
    }
}
