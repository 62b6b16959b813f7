namespace Lanewise;

/// <summary>
/// The backend <c>wasm</c>: the modules of the npm package under Wasmtime. Slower than <c>native</c>, but a kernel that is fed by a model
/// from anywhere can touch nothing but its own memory. It computes on the calling thread.
/// </summary>
public static class WasmtimeBackend
{
    /// <summary>The backend's name.</summary>
    public const string Name = "wasm";

    // WebAssembly's own limit
    private const long MostMemory = 1L << 32;

    /// <summary>The module that runs: <c>relaxed</c>, <c>simd</c> or <c>scalar</c>, the first that Wasmtime compiles for this machine.</summary>
    public static string Variant => ModuleVariant.Best.Name;

    /// <summary>
    /// Makes <c>Tf.SetBackend("wasm")</c> possible, with 4 GB of memory at most. That call does this by itself, if this package is
    /// there. False if there is a backend of the name.
    /// </summary>
    public static bool Register() => Register(MostMemory);

    /// <summary>Makes <c>Tf.SetBackend("wasm")</c> possible, with a limit of memory. False if there is a backend of the name.</summary>
    /// <param name="maxMemory">The most bytes that all tensors, weights and the backend's own records may take; 4 GB at most.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxMemory"/> is not positive, or above 4 GB.</exception>
    public static bool Register(long maxMemory)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxMemory);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxMemory, MostMemory);
        return Tf.RegisterBackend(Name, () => new WasmBackend(ModuleVariant.Best, maxMemory), priority: 2);
    }
}
