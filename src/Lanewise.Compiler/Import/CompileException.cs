namespace Lanewise.Compiler.Import;

/// <summary>Ends the import of a block at a construct outside the dialect; becomes an <see cref="Ir.Invalid"/> statement.</summary>
internal sealed class CompileException(Diagnostics.Rule rule, params object?[] arguments) : Exception(rule.Id)
{
    public Diagnostics.Rule Rule { get; } = rule;
    public object?[] Arguments { get; } = arguments;
}
