namespace Lanewise.Models.Tests;

/// <summary>
/// The real models against tfjs's <c>cpu</c> backend, with what <c>node tests/models/reference.mjs</c> has left in artifacts.
/// </summary>
public class RealModelTests
{
    private static readonly string s_references = Repository.In("artifacts", "models", "reference");

    /// <summary>Models that read values in between to decide how to go on, and so run op by op when they are compiled.</summary>
    private static readonly HashSet<string> s_dynamic = ["faceboxes", "handtrack", "rvm"];

    public static IEnumerable<TheoryDataRow<string, string>> Models() => Backends.Times(Names());

    [Fact]
    public void ThereAreReferences() =>
        Assert.True(Names().Any(), "there is nothing to compare with: run 'node tests/models/reference.mjs' first");

    [Theory]
    [MemberData(nameof(Models))]
    public async Task ComputesWhatTfjsComputes(string name, string backend)
    {
        Reference reference = await Reference.ReadAsync(Path.Combine(s_references, $"{name}.json"));
        await reference.CheckAsync(backend, isCompiled: backend == "native", isRefused: s_dynamic.Contains(name));
    }

    private static IEnumerable<string> Names() => Directory.Exists(s_references)
        ? Directory.GetFiles(s_references, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()
        : [];
}
