namespace Lanewise;

/// <summary>A function of tensors whose calls are recorded at first and replayed then; <see cref="Tf.Compile(Func{Tensor[], Tensor[]}, CompileOptions?)"/> makes it.</summary>
public sealed class CompiledFunction : IDisposable
{
    private readonly Func<Tensor[], Tensor[]> _function;
    private readonly Recorder _recorder;

    internal CompiledFunction(Func<Tensor[], Tensor[]> function, CompileOptions options)
    {
        ArgumentNullException.ThrowIfNull(function);
        _function = function;
        _recorder = new Recorder("the function", options);
    }

    /// <summary>The memory of each program that there is.</summary>
    public IReadOnlyList<ProgramMemory> Memory => _recorder.Memory;

    /// <summary>Runs the function: the first time with given shapes and dtypes as always, from then on in one call.</summary>
    /// <param name="inputs">Its arguments, which stay the caller's.</param>
    /// <returns>New tensors.</returns>
    /// <exception cref="InvalidOperationException">The function cannot be replayed, and <see cref="CompileOptions.Strict"/> is set.</exception>
    public Tensor[] Run(params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return _recorder.Call(_function, inputs);
    }

    /// <summary>The same for a function of one result.</summary>
    /// <exception cref="InvalidOperationException">The function has not one result, or see <see cref="Run"/>.</exception>
    public Tensor RunOne(params Tensor[] inputs)
    {
        Tensor[] results = Run(inputs);
        return results.Length == 1 ? results[0] : throw new InvalidOperationException($"the function has {results.Length} results");
    }

    /// <summary>What became of each recorded op, and why something was not fused, for each program.</summary>
    public string Explain() => _recorder.Explain();

    /// <summary>Frees the programs. The next call records again.</summary>
    public void Dispose() => _recorder.Dispose();
}
