using System.Runtime.InteropServices;

namespace Lanewise.Models.Tests;

/// <summary>A tensor that tfjs's <c>cpu</c> backend was given, or has computed.</summary>
/// <param name="Name">The input's name; of an output, where it is asked for by name.</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Dtype">As tfjs writes it.</param>
/// <param name="Tolerance">The largest difference allowed, in parts of the range of the values.</param>
/// <param name="Strings">The values of a tensor of strings.</param>
internal sealed record Expected(string? Name, int[] Shape, string Dtype, double Tolerance, string[]? Strings)
{
    private int Size => Shape.Aggregate(1, (size, dimension) => size * dimension);

    /// <summary>How many bytes hold the values.</summary>
    public int ByteLength => Size * (Dtype == "bool" ? 1 : Dtype == "string" ? 0 : 4);

    public Tensor ToTensor(ReadOnlySpan<byte> bytes) => Dtype switch
    {
        "float32" => Tf.Tensor(MemoryMarshal.Cast<byte, float>(bytes), Shape),
        "int32" => Tf.Tensor(MemoryMarshal.Cast<byte, int>(bytes), Shape),
        "string" => Tf.Tensor(Strings!, Shape),
        _ => Tf.Tensor(MemoryMarshal.Cast<byte, bool>(bytes), Shape),
    };

    /// <summary>Compares as the models of the npm package are compared: NaN equals NaN only.</summary>
    public void Check(Tensor actual, ReadOnlySpan<byte> bytes, string where)
    {
        Assert.True(actual.Shape.AsSpan().SequenceEqual(Shape), $"{where} has shape [{string.Join(", ", actual.Shape)}], not [{string.Join(", ", Shape)}]");
        Assert.True(Dtype == actual.DType.Word(), $"{where} is {actual.DType.Word()}, not {Dtype}");
        if (Strings is not null)
        {
            Assert.Equal(Strings, actual.ToStrings());
            return;
        }

        float[] want = Floats(bytes);
        float[] got = Floats(actual);
        float least = float.PositiveInfinity;
        float most = float.NegativeInfinity;
        float difference = 0;
        for (int i = 0; i < want.Length; i++)
        {
            least = Math.Min(least, want[i]);
            most = Math.Max(most, want[i]);
            Assert.True(float.IsNaN(want[i]) == float.IsNaN(got[i]), $"{where} is {got[i]} at {i}, not {want[i]}");
            difference = want[i].Equals(got[i]) ? difference : Math.Max(difference, Math.Abs(want[i] - got[i]));
        }

        double error = difference == 0 ? 0 : difference / (most > least ? most - least : Math.Abs(most));
        Assert.True(error <= Tolerance, $"{where} differs by {error:E1} of its range; {Tolerance:E1} is allowed");
    }

    private float[] Floats(ReadOnlySpan<byte> bytes) => Dtype switch
    {
        "float32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        "int32" => Array.ConvertAll(MemoryMarshal.Cast<byte, int>(bytes).ToArray(), value => (float)value),
        _ => Array.ConvertAll(bytes.ToArray(), value => (float)value),
    };

    private static float[] Floats(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => tensor.ToArray<float>(),
        DType.Int32 => Array.ConvertAll(tensor.ToArray<int>(), value => (float)value),
        _ => Array.ConvertAll(tensor.ToArray<byte>(), value => (float)value),
    };
}
