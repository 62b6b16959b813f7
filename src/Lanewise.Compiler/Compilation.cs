namespace Lanewise.Compiler;

/// <summary>The result of a compilation: a module, or the diagnostics that say why there is none.</summary>
/// <param name="Functions">The final representation of each function, by name, for golden cases and for people.</param>
public sealed record Compilation(byte[]? Module, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Ir.Function> Functions);
