using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace Lanewise;

public static partial class Tf
{
    /// <summary>A float32 tensor of values in row-major order.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">The dimensions, of which one may be −1; left out, it is a vector.</param>
    /// <exception cref="ArgumentException">The shape has not as many elements.</exception>
    public static Tensor Tensor(ReadOnlySpan<float> values, ReadOnlySpan<int> shape = default) => Make(DType.Float32, values, shape);

    /// <summary>An int32 tensor of values in row-major order.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(ReadOnlySpan<int> values, ReadOnlySpan<int> shape = default) => Make(DType.Int32, values, shape);

    /// <summary>A bool tensor of values in row-major order.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(ReadOnlySpan<bool> values, ReadOnlySpan<int> shape = default) => Make(DType.Bool, values, shape);

    /// <summary>A string tensor of values in row-major order.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(ReadOnlySpan<string> values, ReadOnlySpan<int> shape = default)
    {
        byte[][] bytes = new byte[values.Length][];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Encoding.UTF8.GetBytes(values[i]);
        }

        return Tensor(bytes, shape);
    }

    /// <summary>A string tensor of values as bytes, in row-major order. The bytes are not copied.</summary>
    /// <inheritdoc cref="Tensor(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor Tensor(byte[][] values, ReadOnlySpan<int> shape = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Tensor(TensorData.OfStrings(values), Lanewise.Shapes.Resolve(values.Length, shape));
    }

    /// <summary>A tensor with the elements and the shape of an array of any rank, of <see cref="float"/>, <see cref="int"/> or <see cref="bool"/>.</summary>
    /// <exception cref="ArgumentException">The elements are of another type.</exception>
    public static Tensor TensorOf(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        int[] shape = [.. Enumerable.Range(0, values.Rank).Select(values.GetLength)];
        Type type = values.GetType().GetElementType()!;
        DType dtype = type == typeof(float) ? DType.Float32 : type == typeof(int) ? DType.Int32 : type == typeof(bool) ? DType.Bool
            : throw new ArgumentException($"an array of {type.Name} is not of float, int or bool", nameof(values));
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(values), values.Length * dtype.Bytes());
        return new Tensor(TensorData.Of(BackendRegistry.Current, dtype, values.Length, bytes), [.. shape]);
    }

    /// <summary>A float32 matrix.</summary>
    public static Tensor Tensor(float[,] values) => TensorOf(values);

    /// <summary>A float32 tensor of rank 3.</summary>
    public static Tensor Tensor(float[,,] values) => TensorOf(values);

    /// <summary>A float32 tensor of rank 4.</summary>
    public static Tensor Tensor(float[,,,] values) => TensorOf(values);

    /// <summary>An int32 matrix.</summary>
    public static Tensor Tensor(int[,] values) => TensorOf(values);

    /// <summary>A bool matrix.</summary>
    public static Tensor Tensor(bool[,] values) => TensorOf(values);

    /// <summary>A float32 matrix of rows of one length.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Tensor Tensor(float[][] values) => Tensor(Joined(values), [values.Length, values.Length == 0 ? 0 : values[0].Length]);

    /// <summary>An int32 matrix of rows of one length.</summary>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public static Tensor Tensor(int[][] values) => Tensor(Joined(values), [values.Length, values.Length == 0 ? 0 : values[0].Length]);

    /// <summary>A float32 tensor with the elements and the shape of one of System.Numerics.Tensors.</summary>
    public static Tensor Tensor(ReadOnlyTensorSpan<float> values) => Make(DType.Float32, Flat(values), Dims(values.Lengths));

    /// <summary>An int32 tensor with the elements and the shape of one of System.Numerics.Tensors.</summary>
    public static Tensor Tensor(ReadOnlyTensorSpan<int> values) => Make(DType.Int32, Flat(values), Dims(values.Lengths));

    /// <summary>A float32 tensor without dimensions.</summary>
    public static Tensor Scalar(float value) => Make(DType.Float32, new ReadOnlySpan<float>(in value), Array.Empty<int>());

    /// <summary>An int32 tensor without dimensions.</summary>
    public static Tensor Scalar(int value) => Make(DType.Int32, new ReadOnlySpan<int>(in value), Array.Empty<int>());

    /// <summary>A bool tensor without dimensions.</summary>
    public static Tensor Scalar(bool value) => Make(DType.Bool, new ReadOnlySpan<bool>(in value), Array.Empty<int>());

    /// <summary>A string tensor without dimensions.</summary>
    public static Tensor Scalar(string value) => Tensor([Encoding.UTF8.GetBytes(value)], Array.Empty<int>());

    /// <summary>A tensor without dimensions, of any dtype but string: for numbers that come with their dtype.</summary>
    public static Tensor Scalar(double value, DType dtype) => Fill(Array.Empty<int>(), value, dtype);

    /// <summary>A variable with the elements of a tensor.</summary>
    /// <param name="initialValue">The elements, with their shape and dtype.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <param name="name">Its name; left out, it gets a number.</param>
    /// <exception cref="ArgumentException">A variable that lives has the name.</exception>
    public static Variable Variable(Tensor initialValue, bool trainable = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(initialValue);
        TensorData data = initialValue.Data;
        ObjectDisposedException.ThrowIf(!data.TryShare(), initialValue);
        return new Variable(data, initialValue.Shape, name, trainable);
    }

    /// <summary>Zeros; of bool false, of string "".</summary>
    public static Tensor Zeros(ReadOnlySpan<int> shape, DType dtype = DType.Float32)
    {
        ImmutableArray<int> dims = Lanewise.Shapes.Checked(shape, out int size);
        return new Tensor(dtype == DType.String ? TensorData.OfStrings([.. Enumerable.Repeat<byte[]>([], size)]) : TensorData.Zeros(BackendRegistry.Current, dtype, size), dims);
    }

    /// <summary>Ones; of bool true.</summary>
    public static Tensor Ones(ReadOnlySpan<int> shape, DType dtype = DType.Float32) => Fill(shape, 1, dtype);

    /// <summary>A number everywhere.</summary>
    public static Tensor Fill(ReadOnlySpan<int> shape, double value, DType dtype = DType.Float32)
    {
        ImmutableArray<int> dims = Lanewise.Shapes.Checked(shape, out _);
        using Scope scope = Scope.Open();
        return scope.Leave(dtype == DType.Complex64
            ? Complex(Kernel.Fill(dims.AsSpan(), value, DType.Float32), Zeros(dims.AsSpan()))
            : Kernel.Fill(dims.AsSpan(), value, dtype));
    }

    /// <summary>A text everywhere.</summary>
    public static Tensor Fill(ReadOnlySpan<int> shape, string value)
    {
        ImmutableArray<int> dims = Lanewise.Shapes.Checked(shape, out int size);
        return new Tensor(TensorData.OfStrings([.. Enumerable.Repeat(Encoding.UTF8.GetBytes(value), size)]), dims);
    }

    /// <summary>Zeros of the shape and dtype of a tensor.</summary>
    public static Tensor ZerosLike(this Tensor x) => Kernel.ZerosLike(x);

    /// <summary>Ones of the shape and dtype of a tensor.</summary>
    public static Tensor OnesLike(this Tensor x) => Kernel.OnesLike(x);

    /// <summary>The numbers from start to before stop, in steps.</summary>
    public static Tensor Range(double start, double stop, double step = 1, DType dtype = DType.Float32)
    {
        Require.That(step != 0, "Cannot have a step of zero");
        return Kernel.Range(start, stop, step, dtype);
    }

    /// <summary>So many numbers from start to stop, at equal distances.</summary>
    public static Tensor Linspace(double start, double stop, int num)
    {
        Require.That(num > 0, "The number of values should be positive.");
        return Kernel.LinSpace(start, stop, num);
    }

    /// <summary>A matrix, or a batch of them, with 1 on the diagonal and 0 elsewhere.</summary>
    /// <param name="numRows">The number of rows.</param>
    /// <param name="numColumns">The number of columns, by default as many.</param>
    /// <param name="batchShape">Dimensions before them.</param>
    /// <param name="dtype">The dtype.</param>
    public static Tensor Eye(int numRows, int? numColumns = null, ReadOnlySpan<int> batchShape = default, DType dtype = DType.Float32)
    {
        int columns = numColumns ?? numRows;
        using Scope scope = Scope.Open();
        Tensor row = Range(0, numRows, 1, DType.Int32).ExpandDims(1);
        Tensor matrix = row.Equal(Range(0, columns, 1, DType.Int32)).Cast(dtype);
        return scope.Leave(BroadcastTo(matrix, [.. batchShape, numRows, columns]));
    }

    /// <summary>For each index a line of <paramref name="offValue"/>, with <paramref name="onValue"/> at the index.</summary>
    /// <param name="indices">int32.</param>
    /// <param name="depth">How long a line is, at least 2.</param>
    /// <param name="onValue">What stands at the index.</param>
    /// <param name="offValue">What stands elsewhere.</param>
    /// <param name="dtype">The dtype.</param>
    public static Tensor OneHot(this Tensor indices, int depth, double onValue = 1, double offValue = 0, DType dtype = DType.Int32)
    {
        Require.That(depth >= 2, $"depth must be >=2, but it is {depth}");
        return Kernel.OneHot(Require.Int(indices), depth, onValue, offValue, dtype);
    }

    /// <summary>Elements that can be set one by one, zeros at first or the given ones, which are not copied.</summary>
    public static TensorBuffer<T> Buffer<T>(ReadOnlySpan<int> shape, T[]? values = null)
        where T : unmanaged => new(shape, values);

    /// <summary>Writes a tensor to the console, as <see cref="Lanewise.Tensor.ToString(bool)"/> has it.</summary>
    public static void Print(this Tensor x, bool verbose = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        Console.WriteLine(x.ToString(verbose));
    }

    private static Tensor Make<T>(DType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        ImmutableArray<int> dims = Lanewise.Shapes.Resolve(values.Length, shape);
        return new Tensor(TensorData.Of(BackendRegistry.Current, type, values.Length, MemoryMarshal.AsBytes(values)), dims);
    }

    private static T[] Joined<T>(T[][] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int length = rows.Length == 0 ? 0 : rows[0].Length;
        int odd = Array.FindIndex(rows, row => row.Length != length);
        return odd < 0 ? [.. rows.SelectMany(static row => row)] : throw new ArgumentException($"row {odd} has {rows[odd].Length} elements, but row 0 has {length}", nameof(rows));
    }

    private static T[] Flat<T>(ReadOnlyTensorSpan<T> values)
    {
        T[] flat = new T[values.FlattenedLength];
        values.FlattenTo(flat);
        return flat;
    }

    private static int[] Dims(ReadOnlySpan<nint> lengths)
    {
        int[] dims = new int[lengths.Length];
        for (int i = 0; i < dims.Length; i++)
        {
            dims[i] = (int)lengths[i];
        }

        return dims;
    }
}
