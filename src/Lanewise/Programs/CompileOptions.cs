using System.Diagnostics;

namespace Lanewise;

/// <summary>How a function is compiled; see <see cref="Tf.Compile(Func{Tensor[], Tensor[]}, CompileOptions?)"/>.</summary>
public sealed record CompileOptions
{
    /// <summary>What cannot be recorded is an <see cref="InvalidOperationException"/> instead of a warning.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Fusions that are switched off, by name, to find out what one does: <c>constants</c>, <c>common</c>, <c>batchNorm</c>, <c>scale</c>,
    /// <c>pad</c>, <c>chain</c>, <c>addend</c>, <c>band</c>, <c>view</c>, <c>inPlace</c>.
    /// </summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>So many programs are kept, for different shapes and dtypes; the one that was not used for the longest time goes.</summary>
    public int MaxPrograms { get; init; } = 8;

    /// <summary>Is told, once, why calls are not replayed.</summary>
    public Action<string> OnWarning { get; init; } = static text => Trace.TraceWarning(text);
}

/// <summary>The memory of a program, in bytes, beside its inputs and outputs.</summary>
/// <param name="ArenaBytes">What intermediate results take while it runs.</param>
/// <param name="LeastBytes">The most that is in use at once: no arena could be smaller.</param>
/// <param name="WeightBytes">The weights that it needs as tensors; the model, or another program, may have the same ones.</param>
/// <param name="PackedBytes">What kernels have packed from weights, from the first replay on.</param>
public readonly record struct ProgramMemory(long ArenaBytes, long LeastBytes, long WeightBytes, long PackedBytes);
