using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Lanewise.Cli;

/// <summary>
/// An array in NumPy's file format: a magic word, the version, the header's length, a header that is the text of a Python dictionary,
/// and the elements (numpy.lib.format).
/// </summary>
internal static partial class NpyFile
{
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static Tensor Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        InvalidDataException Problem(string problem) => new($"{path} is not an array that can be read: {problem}");

        if (file.Length < 12 || !file.AsSpan().StartsWith(Magic))
        {
            throw Problem("it does not begin as a .npy file does");
        }

        bool isOld = file[6] == 1;
        int at = isOld ? 10 : 12;
        long length = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8)) : BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8));
        Match header = length <= file.Length - at ? Header().Match(Encoding.UTF8.GetString(file, at, (int)length)) : throw Problem("it ends too early");
        if (!header.Success)
        {
            throw Problem("its header is malformed, or its elements lie in the order of Fortran");
        }

        // whatever the header says, it must be the number of bytes that are there
        double[] dims = [.. Number().Matches(header.Groups["shape"].Value).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
        string type = header.Groups["type"].Value;
        int width = type[^1] - '0';
        ReadOnlySpan<byte> data = file.AsSpan(at + (int)length);
        double bytes = dims.Aggregate((double)width, (product, dim) => product * dim);
        if (data.Length != bytes || Array.Exists(dims, dim => dim > int.MaxValue))
        {
            throw Problem($"[{string.Join(',', dims)}] of {type} are {bytes} bytes, but there are {data.Length}");
        }

        int[] shape = Array.ConvertAll(dims, dim => (int)dim);

        return type[^2..] switch
        {
            "f4" => Tf.Tensor(MemoryMarshal.Cast<byte, float>(data), shape),
            "f8" => Tf.Tensor(Array.ConvertAll(MemoryMarshal.Cast<byte, double>(data).ToArray(), value => (float)value), shape),
            "i4" => Tf.Tensor(MemoryMarshal.Cast<byte, int>(data), shape),
            "i8" => Tf.Tensor(Array.ConvertAll(MemoryMarshal.Cast<byte, long>(data).ToArray(), value => value == (int)value ? (int)value : throw Problem($"{value} is beyond int32")), shape),
            "u1" => Tf.Tensor(Array.ConvertAll(data.ToArray(), value => (int)value), shape),
            "b1" => Tf.Tensor(MemoryMarshal.Cast<byte, bool>(data), shape),
            _ => throw Problem($"its type is {type}, but float32, float64, int32, int64, uint8 and bool are read"),
        };
    }

    public static void Write(string path, Tensor tensor)
    {
        (string type, byte[] data) = tensor.DType switch
        {
            DType.Float32 => ("<f4", MemoryMarshal.AsBytes(tensor.ToArray<float>().AsSpan()).ToArray()),
            DType.Int32 => ("<i4", MemoryMarshal.AsBytes(tensor.ToArray<int>().AsSpan()).ToArray()),
            DType.Bool => ("|b1", MemoryMarshal.AsBytes(tensor.ToArray<bool>().AsSpan()).ToArray()),
            DType.Complex64 => ("<c8", MemoryMarshal.AsBytes(tensor.ToArray<float>().AsSpan()).ToArray()),
            _ => throw new ArgumentException($"{path}: a tensor of strings has no .npy form; use --output json"),
        };
        ImmutableArray<int> shape = tensor.Shape;
        string tuple = shape.Length == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {tuple}, }}";
        // the elements begin at a multiple of the alignment
        int length = ((10 + header.Length + 1 + Alignment - 1) / Alignment * Alignment) - 10;
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(Magic);
        writer.Write((ushort)1);
        writer.Write((ushort)length);
        writer.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + '\n'));
        writer.Write(data);
    }

    [GeneratedRegex(@"^\{'descr': '(?<type>[<|]\w\d)', 'fortran_order': False, 'shape': \((?<shape>[\d, ]*)\),? *\}\s*$")]
    private static partial Regex Header();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
