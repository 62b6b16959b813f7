namespace Lanewise.Models;

/// <summary>Products of matrices, and what is done to matrices.</summary>
internal static class MatrixOps
{
    public static void Register(OpTable ops)
    {
        ops.Add("MatMul", 2, Product("transpose_a", "transpose_b"));
        ops.Add("BatchMatMul", 2, Product("adj_x", "adj_y"));
        ops.Add("BatchMatMulV2", 2, Product("adj_x", "adj_y"));
        ops.Add("_FusedMatMul", 2, attributes =>
        {
            bool transposeA = attributes.Bool("transpose_a");
            bool transposeB = attributes.Bool("transpose_b");
            Fusion fusion = Fusion.From(attributes);
            return call => Kernel.FusedMatMul(
                call[0],
                call[1],
                fusion.Bias(call),
                fusion.Alphas(call),
                transposeA,
                transposeB,
                fusion.Activation,
                fusion.LeakyAlpha);
        });
        ops.Add("Transpose", 2, call => Kernel.Transpose(call[0], call.Ints(1)));
        ops.Add("MatrixBandPart", 3, call => Tf.Linalg.BandPart(call[0], call.Int(1), call.Int(2)));
        ops.Add("Einsum", 1, attributes =>
        {
            string equation = attributes.Text("equation");
            return call => Kernel.Einsum(call.Tensors(..), equation);
        });
        ops.Add("FFT", 1, call => Tf.Spectral.Fft(call[0]));
        ops.Add("IFFT", 1, call => Tf.Spectral.Ifft(call[0]));
        ops.Add("RFFT", 1, call => Tf.Spectral.Rfft(call[0]));
        ops.Add("IRFFT", 1, call => Tf.Spectral.Irfft(call[0]));
    }

    private static Func<NodeAttributes, Func<OpCall, Tensor>> Product(string first, string second) => attributes =>
    {
        bool transposeA = attributes.Bool(first);
        bool transposeB = attributes.Bool(second);
        return call => Kernel.BatchMatMul(call[0], call[1], transposeA, transposeB);
    };
}
