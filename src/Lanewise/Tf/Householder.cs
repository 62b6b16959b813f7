namespace Lanewise;

/// <summary>A QR decomposition of a matrix by reflections H = I − τ·w·wᵀ, each of which puts zeros below one element of the diagonal.</summary>
internal static class Householder
{
    /// <summary>What is made belongs to the current scope.</summary>
    public static (Tensor Q, Tensor R) Qr(Tensor x, bool fullMatrices)
    {
        int m = x.Shape[0];
        int n = x.Shape[1];
        Tensor q = Tf.Eye(m);
        Tensor r = x.Clone();
        for (int j = 0; j < Math.Min(m, n); j++)
        {
            using Scope scope = Scope.Open();
            Tensor column = r.Slice([j, j], [m - j, 1]);
            Tensor length = column.Norm();
            Tensor first = r.Slice([j, j], [1, 1]);

            // 1 for 0: the sign of 0 would divide by zero
            Tensor sign = Tf.Where(first.Greater(0), Tf.Tensor([-1f], [1, 1]), Tf.Tensor([1f], [1, 1]));
            Tensor u = first.Sub(sign.Mul(length));
            Tensor one = Tf.Tensor([1f], [1, 1]);
            Tensor w = m - j == 1 ? one : one.Concat(column.Div(u).Slice([1, 0]), 0);
            Tensor scaled = sign.MatMul(u).Div(length).Neg().Mul(w);

            Tensor lower = r.Slice([j, 0], [m - j, n]);
            Tensor reflected = lower.Sub(scaled.MatMul(w.MatMul(lower, transposeA: true)));
            r = scope.Leave(j == 0 ? reflected : r.Slice([0, 0], [j, n]).Concat(reflected, 0));

            Tensor right = q.Slice([0, j], [m, m - j]);
            Tensor turned = right.Sub(right.MatMul(w).MatMul(scaled, transposeB: true));
            q = scope.Leave(j == 0 ? turned : q.Slice([0, 0], [m, j]).Concat(turned, 1));
        }

        return !fullMatrices && m > n ? (q.Slice([0, 0], [m, n]), r.Slice([0, 0], [n, n])) : (q, r);
    }
}
