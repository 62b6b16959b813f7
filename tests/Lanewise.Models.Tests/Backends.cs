namespace Lanewise.Models.Tests;

/// <summary>The backends that models are compared on.</summary>
internal static class Backends
{
    public static readonly string[] All = ["native", "cpu"];

    /// <summary>Each item on each backend.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Times(IEnumerable<string> items) =>
        items.SelectMany(item => All.Select(backend => new TheoryDataRow<string, string>(item, backend)));
}
