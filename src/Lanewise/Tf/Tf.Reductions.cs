namespace Lanewise;

public static partial class Tf
{
    /// <summary>Whether all elements along the axes (all of them if none is given) are true, of bool.</summary>
    public static Tensor All(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Kernel.All(Require.Bool(x), axis, keepDims);

    /// <summary>Whether any element along the axes (all of them if none is given) is true, of bool.</summary>
    public static Tensor Any(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Kernel.Any(Require.Bool(x), axis, keepDims);

    /// <summary>The index of the first largest element along an axis, int32.</summary>
    public static Tensor ArgMax(this Tensor x, int axis = 0) => Kernel.ArgMax(Require.Number(x), [axis]);

    /// <summary>The index of the first smallest element along an axis, int32.</summary>
    public static Tensor ArgMin(this Tensor x, int axis = 0) => Kernel.ArgMin(Require.Number(x), [axis]);

    /// <summary>The largest element along the axes (all of them if none is given).</summary>
    public static Tensor Max(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Kernel.Max(Require.Number(x), axis, keepDims);

    /// <summary>The smallest element along the axes (all of them if none is given).</summary>
    public static Tensor Min(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Kernel.Min(Require.Number(x), axis, keepDims);

    /// <summary>The mean along the axes (all of them if none is given), float32.</summary>
    public static Tensor Mean(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Kernel.Mean(Require.Number(x), axis, keepDims);

    /// <summary>The sum along the axes (all of them if none is given); of bool the number of true ones, int32.</summary>
    public static Tensor Sum(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(Kernel.Sum(IntIfBool(Require.Number(x)), axis, keepDims));
    }

    /// <summary>The product along the axes (all of them if none is given); bool counts as int32.</summary>
    public static Tensor Prod(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false)
    {
        using Scope scope = Scope.Open();
        return scope.Leave(Kernel.Prod(IntIfBool(Require.Number(x)), axis, keepDims));
    }

    /// <summary>ln Σ e^x along the axes (all of them if none is given), computed from x − max x.</summary>
    public static Tensor LogSumExp(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false)
    {
        using Scope scope = Scope.Open();
        Tensor largest = x.Max(axis, keepDims: true);
        Tensor log = x.Sub(largest).Exp().Sum(axis, keepDims).Log();
        return scope.Leave(largest.Reshape(log.Shape.AsSpan()).Add(log));
    }

    /// <summary>Mean and variance along the axes (all of them if none is given), float32.</summary>
    public static (Tensor Mean, Tensor Variance) Moments(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false)
    {
        using Scope scope = Scope.Open();
        Tensor wide = x.Mean(axis, keepDims: true);
        Tensor variance = x.Cast(DType.Float32).Sub(wide).Square().Mean(axis, keepDims);
        Tensor mean = keepDims ? wide : wide.Reshape(variance.Shape.AsSpan());
        return (scope.Leave(mean), scope.Leave(variance));
    }

    /// <summary>
    /// A norm along one axis, of the whole as one vector if none is given, or of matrices along two: the Euclidean (of matrices
    /// Frobenius') norm for 2, the sum of absolute values for 1, their largest for +∞, their smallest for −∞.
    /// </summary>
    /// <exception cref="ArgumentException">The order is another, or there are more than two axes.</exception>
    public static Tensor Norm(this Tensor x, double ord = 2, ReadOnlySpan<int> axis = default, bool keepDims = false)
    {
        using Scope scope = Scope.Open();
        if (Require.Number(x).Rank == 0)
        {
            return scope.Leave(x.Abs());
        }

        ReadOnlySpan<int> axes = axis.Length == 0 ? Axes.All(x.Rank) : axis;
        Tensor norm = axis.Length == 2 ? MatrixNorm(x, ord, axis) : VectorNorm(x, ord, axes);
        return scope.Leave(keepDims ? norm.Reshape(Axes.Kept(x.Shape.AsSpan(), axes)) : norm);
    }

    /// <summary>The square root of the sum of squares along the axes.</summary>
    public static Tensor EuclideanNorm(this Tensor x, ReadOnlySpan<int> axis = default, bool keepDims = false) => Norm(x, 2, axis, keepDims);

    /// <summary>Running sums along an axis.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">Along which.</param>
    /// <param name="exclusive">Each without its own element.</param>
    /// <param name="reverse">From the end.</param>
    public static Tensor Cumsum(this Tensor x, int axis = 0, bool exclusive = false, bool reverse = false) => Kernel.Cumsum(Require.Number(x), axis, exclusive, reverse);

    /// <summary>Running products along an axis.</summary>
    /// <inheritdoc cref="Cumsum"/>
    public static Tensor Cumprod(this Tensor x, int axis = 0, bool exclusive = false, bool reverse = false) => Kernel.Cumprod(Require.Number(x), axis, exclusive, reverse);

    /// <summary>How often each of the numbers below <paramref name="size"/> occurs in a vector of int32, or the sums of the weights of its places.</summary>
    /// <param name="x">The numbers; larger ones do not count.</param>
    /// <param name="weights">Of the shape of x, or empty.</param>
    /// <param name="size">How many numbers are counted.</param>
    public static Tensor Bincount(Tensor x, Tensor weights, int size) => Kernel.Bincount(Require.Int(x), Require.Number(weights), size, false);

    /// <summary>As <see cref="Bincount"/>, also for each row of a matrix, and also whether the number occurs at all.</summary>
    /// <param name="x">The numbers, a vector or a matrix of int32; larger ones do not count.</param>
    /// <param name="weights">Of the shape of x, or empty.</param>
    /// <param name="size">How many numbers are counted.</param>
    /// <param name="binaryOutput">1 where a number occurs, whatever the weights.</param>
    public static Tensor DenseBincount(Tensor x, Tensor weights, int size, bool binaryOutput = false) =>
        Kernel.DenseBincount(Require.Int(x), Require.Number(weights), size, binaryOutput);

    private static Tensor IntIfBool(Tensor x) => x.DType == DType.Bool ? x.Cast(DType.Int32) : x;

    private static Tensor VectorNorm(Tensor x, double ord, ReadOnlySpan<int> axes)
    {
        Require.That(axes.Length == 1 || axes.Length == x.Rank, $"a norm is taken along one axis or two, but {axes.Length} are given", nameof(Norm));
        return ord switch
        {
            1 => x.Abs().Sum(axes),
            2 => x.Abs().Square().Sum(axes).Sqrt(),
            double.PositiveInfinity => x.Abs().Max(axes),
            double.NegativeInfinity => x.Abs().Min(axes),
            _ => throw new ArgumentException($"Norm: ord must be 1, 2, +∞ or −∞, but is {ord}", nameof(ord)),
        };
    }

    /// <summary>Of the two axes the first has the rows.</summary>
    private static Tensor MatrixNorm(Tensor x, double ord, ReadOnlySpan<int> axes)
    {
        int rows = Axes.Resolve(axes[0], x.Rank);
        int columns = Axes.Resolve(axes[1], x.Rank);
        int columnsWithoutRows = columns > rows ? columns - 1 : columns;
        int rowsWithoutColumns = rows > columns ? rows - 1 : rows;
        return ord switch
        {
            1 => x.Abs().Sum([rows]).Max([columnsWithoutRows]),
            2 => x.Square().Sum(axes).Sqrt(),
            double.PositiveInfinity => x.Abs().Sum([columns]).Max([rowsWithoutColumns]),
            double.NegativeInfinity => x.Abs().Sum([columns]).Min([rowsWithoutColumns]),
            _ => throw new ArgumentException($"Norm: ord must be 1, 2, +∞ or −∞, but is {ord}", nameof(ord)),
        };
    }
}
