using Lanewise.Wasm;

namespace Lanewise.Compiler;

/// <summary>What to compile for.</summary>
public sealed record CompilerOptions
{
    /// <summary>The instructions that the module may use beyond WebAssembly 1.0.</summary>
    public Features Features { get; init; }

    /// <summary>Closes the type parameter of generic classes with exports.</summary>
    public Type? VectorType { get; init; }

    /// <summary>Writes a name section, for profilers and stack traces.</summary>
    public bool Names { get; init; }

    /// <summary>Checks the representation after every pass and names the pass that broke it.</summary>
    public bool Verify { get; init; }

    /// <summary>Imports a shared memory ("env" "memory") and leaves the constant data to a call of "initialize_memory".</summary>
    public bool SharedMemory { get; init; }

    /// <summary>Bytes of the shadow stack.</summary>
    public int StackSize { get; init; } = 64 * 1024;
}
