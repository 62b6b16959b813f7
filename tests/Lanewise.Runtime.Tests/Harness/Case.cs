using System.Collections;

namespace Lanewise.Tests;

/// <summary>
/// One call and what must come of it. Fields are set by the names of the manifest: <c>new Case("Slice") { ["x"] = x,
/// ["begin"] = new[] { 1 }, Expected = [y] }</c>.
/// </summary>
public sealed class Case(string kernel) : IEnumerable
{
    public string Kernel { get; } = kernel;

    /// <summary>
    /// A value is a <see cref="HostTensor"/>, an array of them, int, bool, double, string (the word of an enum, a choice or
    /// a dtype), int[], double[] or null. A field that is not set is null.
    /// </summary>
    public Dictionary<string, object?> Fields { get; } = [];

    public object? this[string field]
    {
        set => Fields[field] = value;
    }

    public HostTensor[] Expected { get; init; } = [];

    /// <summary>The name of the status that must come instead of outputs.</summary>
    public string? Fails { get; init; }

    /// <summary>With <see cref="Fails"/>: the field that must be blamed.</summary>
    public string? Blames { get; init; }

    /// <summary>The field whose data the first output must share.</summary>
    public string? Shares { get; init; }

    /// <summary>Allowed difference, relative to the expected value. 0 for this and <see cref="Absolute"/> asks for the same bits, NaN aside.</summary>
    public double Relative { get; init; }

    public double Absolute { get; init; }

    public IEnumerator GetEnumerator() => Fields.GetEnumerator();

    public override string ToString()
    {
        IEnumerable<string> fields = Fields.Select(static field => $"{field.Key}: {Show(field.Value)}");
        return $"{Kernel}({string.Join(", ", fields)})";
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string word => $"'{word}'",
        HostTensor tensor => tensor.ToString(),
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
        _ => value.ToString()!,
    };
}
