namespace Lanewise;

public static partial class Tf
{
    /// <summary>
    /// The product of matrices [..., rows, inner] and [..., inner, columns]; the dimensions before them broadcast, and of two dtypes the
    /// lower one is cast to the other.
    /// </summary>
    /// <param name="a">The left ones.</param>
    /// <param name="b">The right ones.</param>
    /// <param name="transposeA">The left ones are [..., inner, rows].</param>
    /// <param name="transposeB">The right ones are [..., columns, inner].</param>
    public static Tensor MatMul(this Tensor a, Tensor b, bool transposeA = false, bool transposeB = false)
    {
        if (Matching.Have(a, b))
        {
            return Kernel.BatchMatMul(a, b, transposeA, transposeB);
        }

        using Scope scope = Scope.Open();
        (a, b) = Matching.Match(a, b);
        return scope.Leave(Kernel.BatchMatMul(a, b, transposeA, transposeB));
    }

    /// <summary>The dot product of vectors, or the product of matrices, or of one and the other.</summary>
    public static Tensor Dot(this Tensor t1, Tensor t2)
    {
        Require.Rank(t1, 1, 2);
        Require.Rank(t2, 1, 2);
        using Scope scope = Scope.Open();
        Tensor left = t1.Rank == 1 ? Reshape(t1, [1, -1]) : t1;
        Tensor right = t2.Rank == 1 ? Reshape(t2, [-1, 1]) : t2;
        Tensor product = MatMul(left, right);
        return scope.Leave((t1.Rank, t2.Rank) switch
        {
            (1, 1) => Reshape(product, []),
            (2, 2) => product,
            _ => Reshape(product, [-1]),
        });
    }

    /// <summary>The matrix of all products of the elements of two vectors.</summary>
    public static Tensor OuterProduct(Tensor v1, Tensor v2)
    {
        Require.Rank(v1, 1, 1);
        Require.Rank(v2, 1, 1);
        using Scope scope = Scope.Open();
        return scope.Leave(MatMul(Reshape(v1, [-1, 1]), Reshape(v2, [1, -1])));
    }

    /// <summary>Sums of products by Einstein's notation: <c>"ij,jk->ik"</c> is a product of matrices. One or two tensors.</summary>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> tensors) => Kernel.Einsum(tensors, equation);

    /// <summary>The square of a tensor's shape with its elements on the diagonal: of [a, b] the shape [a, b, a, b].</summary>
    public static Tensor Diag(Tensor x) => Kernel.Diag(Require.Number(x));

    /// <summary>Coordinates of a grid: two matrices, that of x with the vector x in each row, that of y with y in each column.</summary>
    /// <param name="x">The coordinates along a row.</param>
    /// <param name="y">The coordinates along a column.</param>
    /// <param name="indexing">"xy", or "ij" for the transposed matrices.</param>
    public static (Tensor X, Tensor Y) Meshgrid(Tensor x, Tensor y, string indexing = "xy")
    {
        Require.That(indexing is "xy" or "ij", $"indexing must be \"xy\" or \"ij\", but is \"{indexing}\"");
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        using Scope scope = Scope.Open();
        bool byRows = indexing == "xy";
        int[] shape = byRows ? [y.Size, x.Size] : [x.Size, y.Size];
        Tensor along = BroadcastTo(Reshape(x, byRows ? [1, -1] : [-1, 1]), shape);
        Tensor across = BroadcastTo(Reshape(y, byRows ? [-1, 1] : [1, -1]), shape);
        return (scope.Leave(along), scope.Leave(across));
    }

    /// <summary>How often a label of one class was predicted as each class: [classes, classes], int32, a row per label.</summary>
    public static Tensor ConfusionMatrix(Tensor labels, Tensor predictions, int numClasses)
    {
        Require.Rank(labels, 1, 1);
        Require.Rank(predictions, 1, 1);
        using Scope scope = Scope.Open();
        Tensor actual = OneHot(labels.ToInt(), numClasses);
        return scope.Leave(MatMul(actual, OneHot(predictions.ToInt(), numClasses), transposeA: true).ToInt());
    }
}
