using System.Runtime.CompilerServices;

namespace Lanewise;

/// <summary>Many kernels take batches only; ops take a single image too, and give one back.</summary>
internal static class Batches
{
    /// <summary>A tensor of the rank, or of one less as a batch of one.</summary>
    public static Tensor Of(Tensor x, int rank, [CallerArgumentExpression(nameof(x))] string argument = "", [CallerMemberName] string op = "") =>
        Require.Rank(x, rank - 1, rank, argument, op).Rank == rank ? x : x.ExpandDims(0);

    /// <summary>The result without the batch, if what came in had none.</summary>
    public static Tensor Leave(Scope scope, Tensor result, bool isSingle) =>
        scope.Leave(isSingle ? result.Reshape(result.Shape.AsSpan()[1..]) : result);
}
