using System.Collections.Immutable;
using Lanewise.Runtime;

namespace Lanewise.Models;

/// <summary>How the values of a weight are stored.</summary>
internal enum WeightStorage
{
    Plain,
    UInt8,
    UInt16,
    Float16,
}

/// <summary>One weight of the manifest, checked: it has a name, a shape that fits in memory, and a storage that its dtype allows.</summary>
internal sealed class WeightSpec
{
    private const string Dtypes = "float32, int32, bool, string or complex64";

    private WeightSpec(string name, ImmutableArray<int> shape, DType dtype, WeightStorage storage, double scale, double min, bool isForTraining)
    {
        Name = name;
        Dimensions = shape;
        DType = dtype;
        Storage = storage;
        Scale = scale;
        Min = min;
        IsForTraining = isForTraining;
        Size = shape.Aggregate(1, (size, dimension) => size * dimension);
    }

    public string Name { get; }

    public ImmutableArray<int> Dimensions { get; }

    public DType DType { get; }

    public WeightStorage Storage { get; }

    public double Scale { get; }

    public double Min { get; }

    /// <summary>Whether only the optimizer needs it.</summary>
    public bool IsForTraining { get; }

    /// <summary>The number of values.</summary>
    public int Size { get; }

    /// <summary>The number of bytes that hold the values; null for strings, whose lengths stand among the data.</summary>
    public long? ByteLength => DType == DType.String ? null : (long)Size * BytesPerValue(DType, Storage);

    /// <summary>The weights of a model in the order of their bytes.</summary>
    public static WeightSpec[] All(ModelJson model, string file) =>
        [.. (model.WeightsManifest ?? []).SelectMany(group => group?.Weights ?? []).Select(weight => From(weight, file))];

    private static WeightSpec From(WeightJson? json, string file)
    {
        if (json?.Name is null)
        {
            throw new ModelFormatException(file, "weightsManifest", "a weight has no name");
        }

        ModelFormatException Problem(string problem) => new(file, $"weight '{json.Name}'", problem);

        DType dtype = json.Dtype switch
        {
            "float32" => DType.Float32,
            "int32" => DType.Int32,
            "bool" => DType.Bool,
            "string" => DType.String,
            "complex64" => DType.Complex64,
            _ => throw Problem($"has dtype '{json.Dtype}', but {Dtypes} was expected"),
        };
        (WeightStorage storage, double scale, double min) = StorageOf(json.Quantization, dtype, Problem);
        long[] shape = json.Shape ?? throw Problem("has no shape");
        if (shape.Length > Shape.MaxRank)
        {
            throw Problem($"has rank {shape.Length}, but {Shape.MaxRank} is the most");
        }

        long bytes = BytesPerValue(dtype, storage);
        foreach (long dimension in shape)
        {
            if (dimension < 0)
            {
                throw Problem($"has shape [{string.Join(", ", shape)}], but a dimension cannot be negative");
            }

            if (dimension > Array.MaxLength || (dimension > 0 && bytes > Array.MaxLength / dimension))
            {
                throw Problem($"has shape [{string.Join(", ", shape)}], more than the {Array.MaxLength} bytes that a weight may have");
            }

            bytes *= dimension;
        }

        return new WeightSpec(json.Name, [.. shape.Select(dimension => (int)dimension)], dtype, storage, scale, min, json.Group == "optimizer");
    }

    private static (WeightStorage Storage, double Scale, double Min) StorageOf(
        QuantizationJson? json,
        DType dtype,
        Func<string, ModelFormatException> problem)
    {
        WeightStorage storage = json?.Dtype switch
        {
            _ when json is null => WeightStorage.Plain,
            "uint8" => WeightStorage.UInt8,
            "uint16" => WeightStorage.UInt16,
            "float16" => WeightStorage.Float16,
            var other => throw problem($"is quantized as '{other}', but uint8, uint16 or float16 was expected"),
        };
        bool fits = storage switch
        {
            WeightStorage.Plain => true,
            WeightStorage.Float16 => dtype == DType.Float32,
            _ => dtype is DType.Float32 or DType.Int32,
        };
        if (!fits)
        {
            throw problem($"is quantized as '{json!.Dtype}', which is not for {dtype}");
        }

        if (storage is WeightStorage.UInt8 or WeightStorage.UInt16)
        {
            return json is { Scale: double scale, Min: double min } && double.IsFinite(scale) && double.IsFinite(min)
                ? (storage, scale, min)
                : throw problem($"is quantized as '{json!.Dtype}', but scale or min is missing or no finite number");
        }

        return (storage, 1, 0);
    }

    private static int BytesPerValue(DType dtype, WeightStorage storage) => (storage, dtype) switch
    {
        (WeightStorage.UInt8, _) => 1,
        (WeightStorage.UInt16 or WeightStorage.Float16, _) => 2,
        (_, DType.Bool) => 1,
        (_, DType.Complex64) => 8,
        _ => 4,
    };
}
