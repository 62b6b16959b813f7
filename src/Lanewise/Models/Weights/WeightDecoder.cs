using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Lanewise.Models;

/// <summary>From the bytes of a weight, little-endian, to a tensor.</summary>
internal static class WeightDecoder
{
    public static Tensor Decode(WeightSpec spec, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<int> shape = spec.Dimensions.AsSpan();
        switch (spec.DType)
        {
            case DType.Float32:
                return spec.Storage == WeightStorage.Plain
                    ? Tf.Tensor(MemoryMarshal.Cast<byte, float>(bytes), shape)
                    : Tf.Tensor(Floats(spec, bytes), shape);
            case DType.Int32:
                return spec.Storage == WeightStorage.Plain
                    ? Tf.Tensor(MemoryMarshal.Cast<byte, int>(bytes), shape)
                    : Tf.Tensor(Ints(spec, bytes), shape);
            case DType.Bool:
                return Tf.Tensor(Bools(bytes), shape);
            case DType.Complex64:
                return Complex(MemoryMarshal.Cast<byte, float>(bytes), shape);
            default:
                return Tf.Tensor(Strings(spec.Size, bytes), shape);
        }
    }

    private static float[] Floats(WeightSpec spec, ReadOnlySpan<byte> bytes)
    {
        var values = new float[spec.Size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = spec.Storage == WeightStorage.Float16
                ? (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..])
                : (float)Dequantized(spec, bytes, i);
        }

        return values;
    }

    private static int[] Ints(WeightSpec spec, ReadOnlySpan<byte> bytes)
    {
        var values = new int[spec.Size];
        for (int i = 0; i < values.Length; i++)
        {
            // Halves are rounded up, as the converter's own reader does it.
            values[i] = (int)Math.Floor(Dequantized(spec, bytes, i) + 0.5);
        }

        return values;
    }

    private static double Dequantized(WeightSpec spec, ReadOnlySpan<byte> bytes, int index)
    {
        int stored = spec.Storage == WeightStorage.UInt8 ? bytes[index] : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * index)..]);
        return stored * spec.Scale + spec.Min;
    }

    private static bool[] Bools(ReadOnlySpan<byte> bytes)
    {
        var values = new bool[bytes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = bytes[i] != 0;
        }

        return values;
    }

    private static Tensor Complex(ReadOnlySpan<float> pairs, ReadOnlySpan<int> shape)
    {
        var real = new float[pairs.Length / 2];
        var imaginary = new float[real.Length];
        for (int i = 0; i < real.Length; i++)
        {
            real[i] = pairs[2 * i];
            imaginary[i] = pairs[2 * i + 1];
        }

        using Tensor re = Tf.Tensor(real, shape);
        using Tensor im = Tf.Tensor(imaginary, shape);
        return Tf.Complex(re, im);
    }

    /// <summary>Each string stands behind the number of its bytes, 32 bits.</summary>
    private static string[] Strings(int count, ReadOnlySpan<byte> bytes)
    {
        var values = new string[count];
        for (int i = 0; i < count; i++)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
            values[i] = Encoding.UTF8.GetString(bytes.Slice(sizeof(int), length));
            bytes = bytes[(sizeof(int) + length)..];
        }

        return values;
    }
}
