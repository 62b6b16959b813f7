using Lanewise.Compiler.Ir;

namespace Lanewise.Compiler.Passes;

/// <summary>A rewrite of one function.</summary>
internal abstract class Pass
{
    public string Name => GetType().Name;

    /// <summary>Rewrites the function in place; true if anything changed.</summary>
    public abstract bool Run(Function function);
}
