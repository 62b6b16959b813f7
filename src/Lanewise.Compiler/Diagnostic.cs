namespace Lanewise.Compiler;

/// <summary>Why a piece of C# cannot be compiled, where it stands, and what to write instead.</summary>
public sealed record Diagnostic(string Id, string Message, string? File, int Line)
{
    /// <summary>In the form that MSBuild and editors turn into an error with a place.</summary>
    public override string ToString() => $"{File ?? "lanewise"}{(File is null ? "" : $"({Line})")}: error {Id}: {Message}";
}
