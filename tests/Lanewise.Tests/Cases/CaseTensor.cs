using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lanewise.Tests;

/// <summary>A tensor of a case file, as <c>tests/cases/tensors.mjs</c> writes it.</summary>
public sealed record CaseTensor(DType DType, int[] Shape, byte[] Data, string[] Strings)
{
    public static CaseTensor Read(JsonElement json) => new(
        Enum.Parse<DType>(json.GetProperty("dtype").GetString()!, ignoreCase: true),
        [.. json.GetProperty("shape").EnumerateArray().Select(static dim => dim.GetInt32())],
        json.TryGetProperty("data", out JsonElement data) ? data.GetBytesFromBase64() : [],
        json.TryGetProperty("strings", out JsonElement strings) ? [.. strings.EnumerateArray().Select(static text => text.GetString()!)] : []);

    public static bool Is(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty("dtype", out _) && (json.TryGetProperty("data", out _) || json.TryGetProperty("strings", out _));

    public Tensor ToTensor()
    {
        switch (DType)
        {
            case DType.Int32:
                return Tf.Tensor(MemoryMarshal.Cast<byte, int>(Data), Dims);
            case DType.Bool:
                return Tf.Tensor(MemoryMarshal.Cast<byte, bool>(Data), Dims);
            case DType.String:
                return Tf.Tensor(Strings, Dims);
            case DType.Complex64:
                float[] pairs = [.. MemoryMarshal.Cast<byte, float>(Data)];
                using (Tensor real = Tf.Tensor([.. pairs.Where(static (_, i) => i % 2 == 0)], Dims), imag = Tf.Tensor([.. pairs.Where(static (_, i) => i % 2 == 1)], Dims))
                {
                    return Tf.Complex(real, imag);
                }

            default:
                return Tf.Tensor(MemoryMarshal.Cast<byte, float>(Data), Dims);
        }
    }

    /// <summary>The elements as doubles.</summary>
    public double[] Values => DType switch
    {
        DType.Int32 => [.. MemoryMarshal.Cast<byte, int>(Data).ToArray().Select(static value => (double)value)],
        DType.Bool => [.. Data.Select(static value => (double)value)],
        _ => [.. MemoryMarshal.Cast<byte, float>(Data).ToArray().Select(static value => (double)value)],
    };

    /// <summary>A scalar has a place in memory too.</summary>
    private ReadOnlySpan<int> Dims => Shape;
}
