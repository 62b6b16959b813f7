namespace Lanewise;

public static partial class Tf
{
    /// <summary>The same elements in another shape, of which one dimension may be −1. The data are shared.</summary>
    public static Tensor Reshape(this Tensor x, ReadOnlySpan<int> shape) => Kernel.Reshape(x, shape.IsEmpty ? Array.Empty<int>() : shape);

    /// <summary>The same elements in the shape of another tensor.</summary>
    public static Tensor ReshapeAs(this Tensor x, Tensor like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return Reshape(x, like.Shape.AsSpan());
    }

    /// <summary>The elements as a vector.</summary>
    public static Tensor Flatten(this Tensor x) => Reshape(x, [-1]);

    /// <summary>The only element as a scalar.</summary>
    public static Tensor AsScalar(this Tensor x) => Reshape(x, []);

    /// <summary>The elements as a vector.</summary>
    public static Tensor As1D(this Tensor x) => Reshape(x, [-1]);

    /// <summary>The elements as a matrix.</summary>
    public static Tensor As2D(this Tensor x, int rows, int columns) => Reshape(x, [rows, columns]);

    /// <summary>The elements in three dimensions.</summary>
    public static Tensor As3D(this Tensor x, int rows, int columns, int depth) => Reshape(x, [rows, columns, depth]);

    /// <summary>The elements in four dimensions.</summary>
    public static Tensor As4D(this Tensor x, int rows, int columns, int depth, int depth2) => Reshape(x, [rows, columns, depth, depth2]);

    /// <summary>The elements in five dimensions.</summary>
    public static Tensor As5D(this Tensor x, int rows, int columns, int depth, int depth2, int depth3) => Reshape(x, [rows, columns, depth, depth2, depth3]);

    /// <summary>With a dimension of 1 put in at an axis.</summary>
    public static Tensor ExpandDims(this Tensor x, int axis = 0) => Kernel.ExpandDims(x, axis);

    /// <summary>Without its dimensions of 1, or without those that are named.</summary>
    /// <exception cref="ArgumentException">A dimension that is named is not 1.</exception>
    public static Tensor Squeeze(this Tensor x, ReadOnlySpan<int> axis = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        List<int> shape = [];
        HashSet<int> named = [];
        foreach (int one in axis)
        {
            int resolved = Axes.Resolve(one, x.Rank);
            Require.That(x.Shape[resolved] == 1, $"dimension {one} of {Require.Text(x)} is not 1");
            named.Add(resolved);
        }

        for (int i = 0; i < x.Rank; i++)
        {
            if (x.Shape[i] != 1 || (named.Count > 0 && !named.Contains(i)))
            {
                shape.Add(x.Shape[i]);
            }
        }

        return Reshape(x, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shape));
    }

    /// <summary>x again and again, along each dimension as often as told.</summary>
    public static Tensor Tile(this Tensor x, ReadOnlySpan<int> reps) => Kernel.Tile(x, reps);

    /// <summary>x in a shape of at least its rank, in which its dimensions of 1 are stretched.</summary>
    /// <exception cref="ArgumentException">x does not broadcast to the shape.</exception>
    public static Tensor BroadcastTo(this Tensor x, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.That(shape.Length >= x.Rank, $"x has rank {x.Rank}, but the shape {Lanewise.Shapes.Text(shape)} has {shape.Length} dimensions");
        if (x.Shape.AsSpan().SequenceEqual(shape))
        {
            return Clone(x);
        }

        int[] wide = new int[shape.Length];
        int[] reps = new int[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            int axis = i - (shape.Length - x.Rank);
            wide[i] = axis < 0 ? 1 : x.Shape[axis];
            Require.That(shape[i] >= 0 && (wide[i] == shape[i] || wide[i] == 1), $"{Require.Text(x)} cannot be broadcast to {Lanewise.Shapes.Text(shape)}");
            reps[i] = wide[i] == shape[i] ? 1 : shape[i];
        }

        using Scope scope = Scope.Open();
        return scope.Leave(Kernel.Tile(Reshape(x, wide), reps));
    }

    /// <summary>The shape, as an int32 vector, that two shapes, given so, broadcast to.</summary>
    public static Tensor BroadcastArgs(Tensor s0, Tensor s1) => Kernel.BroadcastArgs(Require.Int(s0), Require.Int(s1));

    /// <summary>x itself, if its shape is the one that is expected, where −1 stands for any dimension.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static Tensor EnsureShape(this Tensor x, ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        bool fits = x.Rank == shape.Length;
        for (int i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] == -1 || shape[i] == x.Shape[i];
        }

        Require.That(fits, $"the shape of {Require.Text(x)} is not {Lanewise.Shapes.Text(shape)}");
        return x;
    }

    /// <summary>
    /// The elements as another dtype: to int32 without what is behind the point, to bool whether they are not 0, of complex64 the real part.
    /// </summary>
    /// <exception cref="ArgumentException">Strings become nothing else, and nothing else strings.</exception>
    public static Tensor Cast(this Tensor x, DType dtype)
    {
        ArgumentNullException.ThrowIfNull(x);
        Require.That((dtype == DType.String) == (x.DType == DType.String), "Only strings can be casted to strings");
        return dtype == DType.String ? Clone(x) : Kernel.Cast(x, dtype);
    }

    /// <summary>The elements as float32.</summary>
    public static Tensor ToFloat(this Tensor x) => Cast(x, DType.Float32);

    /// <summary>The elements as int32.</summary>
    public static Tensor ToInt(this Tensor x) => Cast(x, DType.Int32);

    /// <summary>The elements as bool.</summary>
    public static Tensor ToBool(this Tensor x) => Cast(x, DType.Bool);

    /// <summary>Another tensor that shares the data.</summary>
    public static Tensor Clone(this Tensor x) => Kernel.Identity(x);

    /// <summary>The dimensions in another order, by default reversed.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="perm">For each dimension of the result, which of x's it is.</param>
    /// <param name="conjugate">Of complex64 the imaginary parts negated.</param>
    public static Tensor Transpose(this Tensor x, ReadOnlySpan<int> perm = default, bool conjugate = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        int[] order = perm.IsEmpty ? [.. Enumerable.Range(0, x.Rank).Reverse()] : perm.ToArray();
        if (x.Rank <= 1 && order.Length == x.Rank)
        {
            return Clone(x);
        }

        if (!conjugate || x.DType != DType.Complex64)
        {
            return Kernel.Transpose(x, order);
        }

        using Scope scope = Scope.Open();
        return scope.Leave(Complex(Kernel.Transpose(Real(x), order), Kernel.Transpose(Imag(x), order).Neg()));
    }

    /// <summary>Blocks of channels spread over squares of pixels.</summary>
    /// <param name="x">Images, float32 or int32, rank 4.</param>
    /// <param name="blockSize">The width of a square, at least 2; the channels are divisible by its square.</param>
    /// <param name="dataFormat">Where the channels are.</param>
    public static Tensor DepthToSpace(this Tensor x, int blockSize, DataFormat dataFormat = DataFormat.NHWC)
    {
        Require.That(blockSize > 1, $"blockSize should be > 1, but is {blockSize}");
        return Kernel.DepthToSpace(x, blockSize, dataFormat);
    }

    /// <summary>Parts of the batch interleaved into the dimensions that follow it, and the result cropped.</summary>
    /// <param name="x">The tensor, whose first dimension is divisible by the product of the block shape.</param>
    /// <param name="blockShape">The block's dimensions.</param>
    /// <param name="crops">For each of them what is cut away at the start and at the end, one after the other.</param>
    public static Tensor BatchToSpaceND(this Tensor x, ReadOnlySpan<int> blockShape, ReadOnlySpan<int> crops) => Kernel.BatchToSpaceND(x, blockShape, crops);

    /// <summary>The dimensions after the batch padded, and cut into blocks that are put into the batch.</summary>
    /// <param name="x">The tensor, of which each padded dimension is divisible by the block's.</param>
    /// <param name="blockShape">The block's dimensions.</param>
    /// <param name="paddings">For each of them the zeros at the start and at the end, one after the other.</param>
    public static Tensor SpaceToBatchND(this Tensor x, ReadOnlySpan<int> blockShape, ReadOnlySpan<int> paddings) => Kernel.SpaceToBatchND(x, blockShape, paddings);
}
