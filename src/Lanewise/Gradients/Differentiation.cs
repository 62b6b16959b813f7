namespace Lanewise;

/// <summary>Runs a function on a tape, and then backwards.</summary>
internal static class Differentiation
{
    /// <summary>
    /// The value of a function and the gradients of Σ value·dy with respect to the sources, null for one that does not lead to it. All
    /// are the current scope's, and the tape around is told of both passes.
    /// </summary>
    /// <param name="function">Makes the value from the sources.</param>
    /// <param name="sources">The tensors to differentiate by.</param>
    /// <param name="dy">The gradient of the value; ones if it is null.</param>
    /// <param name="dyError">The beginning of the error if dy has another shape.</param>
    /// <param name="allowNone">Whether it is right that no source leads to the value.</param>
    public static (Tensor Value, Tensor?[] Gradients) Run(
        Func<Tensor> function, IReadOnlyList<Tensor> sources, Tensor? dy = null, string dyError = "", bool allowNone = false)
    {
        if (sources.Count == 0)
        {
            throw new ArgumentException("gradients() received an empty list of xs.");
        }

        if (dy is not null && dy.DType != DType.Float32)
        {
            throw new ArgumentException($"dy must have 'float32' dtype, but has '{dy.DType.Word()}'");
        }

        using GradientTape tape = new(Scope.Tape, sources);
        using Scope scope = Scope.Open();
        Tensor value = Forward(function, tape);
        if (dy is not null && !value.Shape.AsSpan().SequenceEqual(dy.Shape.AsSpan()))
        {
            throw new ArgumentException($"{dyError} Shapes {string.Join(',', value.Shape)} and {string.Join(',', dy.Shape)} must match");
        }

        Tensor?[] gradients = tape.Gradients(value, dy ?? Kernel.Fill(value.Shape.AsSpan(), 1, DType.Float32), sources);
        if (!allowNone && gradients.Any(static gradient => gradient is null))
        {
            throw new InvalidOperationException(
                "Cannot compute gradient of y=f(x) with respect to x. Make sure that the f you passed encloses all operations that lead from x to y.");
        }

        scope.Leave([.. gradients.OfType<Tensor>()]);
        return (scope.Leave(value), gradients);
    }

    private static Tensor Forward(Func<Tensor> function, GradientTape tape)
    {
        using Scope scope = Scope.Open(tape);
        Tensor value = function() ?? throw new InvalidOperationException("The result y returned by f() must be a tensor.");
        return scope.Leave(value);
    }
}
