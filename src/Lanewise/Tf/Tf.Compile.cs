namespace Lanewise;

public static partial class Tf
{
    /// <summary>
    /// Records the first call for each combination of shapes and dtypes, optimises what was recorded as a whole, and replays it in a
    /// single call from then on. What the function does beside computing with tensors on the calling thread happens at the recording only.
    /// Variables are read and assigned at each replay. What cannot be recorded (data that are read in between, random numbers, strings, a
    /// backend without programs) runs as always, with one warning that says why.
    /// </summary>
    /// <param name="function">It disposes of nothing that it is given.</param>
    /// <param name="options">See there; null for the defaults.</param>
    /// <exception cref="ArgumentException"><see cref="CompileOptions.Without"/> names no fusion.</exception>
    public static CompiledFunction Compile(Func<Tensor[], Tensor[]> function, CompileOptions? options = null) => new(function, options ?? new CompileOptions());

    /// <inheritdoc cref="Compile(Func{Tensor[], Tensor[]}, CompileOptions?)"/>
    public static CompiledFunction Compile(Func<Tensor, Tensor> function, CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Compile(inputs => [function(inputs.Length == 1 ? inputs[0] : throw new ArgumentException($"the function takes 1 tensor, but {inputs.Length} were given"))], options);
    }
}
