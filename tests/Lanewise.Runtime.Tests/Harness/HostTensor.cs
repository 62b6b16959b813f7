using Lanewise.Runtime;

namespace Lanewise.Tests;

/// <summary>
/// A tensor on the test's side. Elements are doubles whatever the dtype, because a double holds every float32, int32
/// and bool exactly; so one oracle serves all dtypes. A complex64 element is two of them.
/// </summary>
public sealed class HostTensor
{
    public HostTensor(DType type, int[] shape, double[] data)
    {
        Type = type;
        Shape = shape;
        Data = data;
        if (shape.Aggregate(type == DType.Complex64 ? 2 : 1, static (size, dim) => size * dim) != data.Length)
        {
            throw new ArgumentException($"{data.Length} elements for [{string.Join(",", shape)}]");
        }
    }

    public DType Type { get; }

    public int[] Shape { get; }

    public double[] Data { get; }

    /// <summary>The number of elements.</summary>
    public int Size => Data.Length / (Type == DType.Complex64 ? 2 : 1);

    public static HostTensor Float(int[] shape, params double[] data) => new(DType.Float32, shape, [.. data.Select(static x => (double)(float)x)]);

    public static HostTensor Complex(int[] shape, params double[] data) => new(DType.Complex64, shape, [.. data.Select(static x => (double)(float)x)]);

    public static HostTensor Int(int[] shape, params double[] data) => new(DType.Int32, shape, data);

    public static HostTensor Bool(int[] shape, params double[] data) => new(DType.Bool, shape, data);

    /// <summary>The same dtype with other contents, rounded to it.</summary>
    public HostTensor With(int[] shape, IEnumerable<double> data) =>
        new(Type, shape, [.. data.Select(x => Type == DType.Float32 ? (float)x : x)]);

    /// <summary>0, 1, 2, ... so that a moved element tells where it came from; bools follow a pattern without short periods.</summary>
    public static HostTensor Counting(DType type, params int[] shape)
    {
        int size = shape.Aggregate(1, static (product, dim) => product * dim);
        return new(type, shape, [.. Enumerable.Range(0, size).Select(i => type == DType.Bool ? (i * i / 3) & 1 : (double)i)]);
    }

    /// <summary>Values from −<paramref name="range"/> to <paramref name="range"/>; whole ones for int32.</summary>
    public static HostTensor Random(DType type, int seed, int[] shape, double range = 4)
    {
        Random random = new(seed);
        int size = shape.Aggregate(1, static (product, dim) => product * dim);
        double[] data = new double[size];
        for (int i = 0; i < size; i++)
        {
            data[i] = type switch
            {
                DType.Float32 => (float)((random.NextDouble() * 2 - 1) * range),
                DType.Int32 => (double)random.Next(-(int)range, (int)range + 1),
                _ => random.Next(2),
            };
        }

        return new(type, shape, data);
    }

    /// <summary>Element (i, j, ...) with row-major order.</summary>
    public double this[params int[] index] => Data[Offset(index)];

    public int Offset(int[] index)
    {
        int offset = 0;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            offset = (offset * Shape[axis]) + index[axis];
        }

        return offset;
    }

    /// <summary>A new tensor whose element at each index is <paramref name="f"/> of the index.</summary>
    public static HostTensor Build(DType type, int[] shape, Func<int[], double> f) =>
        new(type, shape, [.. Indices(shape).Select(f).Select(x => type == DType.Float32 ? (float)x : x)]);

    /// <summary>All indices of a shape in row-major order. Each is a fresh array.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        int size = shape.Aggregate(1, static (product, dim) => product * dim);
        for (int i = 0; i < size; i++)
        {
            int[] index = new int[shape.Length];
            int rest = i;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            yield return index;
        }
    }

    private static int BytesOfNumber(DType type) => type == DType.Bool ? 1 : 4;

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size * Type.Bytes()];
        for (int i = 0; i < Data.Length; i++)
        {
            switch (Type)
            {
                case DType.Float32 or DType.Complex64:
                    BitConverter.TryWriteBytes(bytes.AsSpan(4 * i), (float)Data[i]);
                    break;
                case DType.Int32:
                    BitConverter.TryWriteBytes(bytes.AsSpan(4 * i), (int)Data[i]);
                    break;
                default:
                    bytes[i] = (byte)Data[i];
                    break;
            }
        }

        return bytes;
    }

    public static HostTensor FromBytes(DType type, int[] shape, ReadOnlySpan<byte> bytes)
    {
        double[] data = new double[bytes.Length / BytesOfNumber(type)];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = type switch
            {
                DType.Float32 or DType.Complex64 => BitConverter.ToSingle(bytes[(4 * i)..]),
                DType.Int32 => (double)BitConverter.ToInt32(bytes[(4 * i)..]),
                _ => bytes[i],
            };
        }

        return new(type, shape, data);
    }

    public override string ToString()
    {
        string head = string.Join(", ", Data.Take(12));
        return $"{Type}[{string.Join(",", Shape)}] {{{head}{(Size > 12 ? ", ..." : "")}}}";
    }
}
