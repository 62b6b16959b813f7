namespace Lanewise;

public static partial class Tf
{
    /// <summary>Linear algebra.</summary>
    public static class Linalg
    {
        /// <summary>A matrix, or a batch of them, with 0 outside a band around the diagonal.</summary>
        /// <param name="a">[..., rows, columns].</param>
        /// <param name="numLower">How many diagonals below it stay; negative is all.</param>
        /// <param name="numUpper">How many diagonals above it stay; negative is all.</param>
        public static Tensor BandPart(Tensor a, int numLower, int numUpper)
        {
            Require.Rank(a, 2, 8);
            int rows = a.Shape[^2];
            int columns = a.Shape[^1];
            Require.That(numLower <= rows, $"numLower ({numLower}) must not be greater than the number of rows ({rows}).");
            Require.That(numUpper <= columns, $"numUpper ({numUpper}) must not be greater than the number of columns ({columns}).");
            using Scope scope = Scope.Open();
            Tensor distance = Range(0, rows, 1, DType.Int32).ExpandDims(1).Sub(Range(0, columns, 1, DType.Int32));
            Tensor lower = distance.LessEqual(Scalar(numLower < 0 ? rows : numLower));
            Tensor upper = distance.GreaterEqual(Scalar(-(numUpper < 0 ? columns : numUpper)));
            return scope.Leave(Where(lower.LogicalAnd(upper), a, Zeros(Array.Empty<int>(), a.DType)));
        }

        /// <summary>The rows of a matrix made orthogonal, each of length 1, by the process of Gram and Schmidt.</summary>
        public static Tensor GramSchmidt(Tensor xs)
        {
            using Scope scope = Scope.Open();
            return scope.Leave(Stack(GramSchmidt(Unstack(Require.Rank(xs, 2, 2)))));
        }

        /// <summary>Vectors made orthogonal, each of length 1, by the process of Gram and Schmidt; not more than they have elements.</summary>
        public static Tensor[] GramSchmidt(IReadOnlyList<Tensor> xs)
        {
            ArgumentNullException.ThrowIfNull(xs);
            Require.That(xs.Count > 0, "there must be at least one vector");
            Require.That(xs.All(x => x.Shape[0] == xs[0].Shape[0]), "the vectors must have one length");
            Require.That(xs.Count <= xs[0].Shape[0], $"Number of vectors ({xs.Count}) exceeds number of dimensions ({xs[0].Shape[0]}).");
            using Scope scope = Scope.Open();
            List<Tensor> ys = [];
            foreach (Tensor vector in xs)
            {
                Tensor x = vector;
                foreach (Tensor y in ys)
                {
                    x = x.Sub(y.Mul(x).Sum().Mul(y));
                }

                ys.Add(x.Div(x.Norm()));
            }

            return scope.Leave([.. ys]);
        }

        /// <summary>Matrices as products of an orthogonal and an upper triangular one, by Householder's reflections.</summary>
        /// <param name="x">float32 [..., m, n].</param>
        /// <param name="fullMatrices">Whether the orthogonal one is [m, m] where m is larger than n, or [m, n].</param>
        public static (Tensor Q, Tensor R) Qr(Tensor x, bool fullMatrices = false)
        {
            Require.Rank(x, 2, 8);
            using Scope scope = Scope.Open();
            if (x.Rank == 2)
            {
                (Tensor q, Tensor r) = Householder.Qr(x, fullMatrices);
                return (scope.Leave(q), scope.Leave(r));
            }

            (Tensor Q, Tensor R)[] parts = [.. Unstack(x.Reshape([-1, x.Shape[^2], x.Shape[^1]])).Select(part => Householder.Qr(part, fullMatrices))];
            Tensor qs = Stack(parts.Select(static part => part.Q).ToArray());
            Tensor rs = Stack(parts.Select(static part => part.R).ToArray());
            return (
                scope.Leave(qs.Reshape([.. x.Shape[..^2], qs.Shape[1], qs.Shape[2]])),
                scope.Leave(rs.Reshape([.. x.Shape[..^2], rs.Shape[1], rs.Shape[2]])));
        }
    }
}
