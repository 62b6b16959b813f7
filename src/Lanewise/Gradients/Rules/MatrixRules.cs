namespace Lanewise;

/// <summary>
/// Products of matrices. With y = a·b, da = dy·bᵀ and db = aᵀ·dy, where an operand that was transposed gets the transpose. The
/// dimensions before the matrices broadcast.
/// </summary>
internal static class MatrixRules
{
    public static IEnumerable<GradientRule> All =>
    [
        new("BatchMatMul")
        {
            Saves = ["a", "b"],
            ["a"] = static run => (TransposeA(run) ? Product(run["b"], run.Dy, TransposeB(run), true) : Product(run.Dy, run["b"], false, !TransposeB(run)))
                .SumTo(run.Shape("a")),
            ["b"] = static run => (TransposeB(run) ? Product(run.Dy, run["a"], true, TransposeA(run)) : Product(run["a"], run.Dy, !TransposeA(run), false))
                .SumTo(run.Shape("b")),
        },
    ];

    private static bool TransposeA(BackwardRun run) => run.Run.Bool("transposeA");

    private static bool TransposeB(BackwardRun run) => run.Run.Bool("transposeB");

    private static Tensor Product(Tensor a, Tensor b, bool transposeA, bool transposeB) => Kernel.BatchMatMul(a, b, transposeA, transposeB);
}
