namespace Lanewise;

public static partial class Tf
{
    /// <summary>The product of matrices [..., rows, inner] and [..., inner, columns]; the dimensions before them broadcast.</summary>
    public static Tensor MatMul(this Tensor a, Tensor b, bool transposeA = false, bool transposeB = false) =>
        Kernel.BatchMatMul(a, b, transposeA, transposeB);
}
