namespace Lanewise.Models.Tests;

/// <summary>
/// Small models of every layer and op against tfjs's <c>cpu</c> backend, with what <c>node tests/models/small/export.mjs</c> has
/// left in artifacts.
/// </summary>
public class SmallModelTests
{
    private static readonly string s_folder = Repository.In("artifacts", "models", "small");

    /// <summary>Of Keras or TensorFlow, but not of TensorFlow.js: there is nothing to compare with.</summary>
    private static readonly HashSet<string> s_unknownToTfjs =
    [
        "ActivityRegularization", "Identity", "SpatialDropout2D", "Subtract",
        "Assert", "PartitionedCall", "RefEnter", "RefExit", "RefMerge", "RefNextIteration", "RefSwitch", "StatefulPartitionedCall",
    ];

    public static IEnumerable<TheoryDataRow<string, string>> Models() => Backends.Times(Names());

    [Fact]
    public void ThereAreModels() =>
        Assert.True(Names().Any(), "there is nothing to compare with: run 'node tests/models/small/export.mjs' first");

    [Theory]
    [MemberData(nameof(Models))]
    public async Task ComputesWhatTfjsComputes(string name, string backend)
    {
        Reference reference = await Reference.ReadAsync(Path.Combine(s_folder, name, "expected.json"));

        // Each run of a random layer draws another number.
        await reference.CheckAsync(backend, isCompiled: !name.Contains("random", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryOpAndEveryLayerIsInAModel()
    {
        HashSet<string> missing = [.. OpTable.Names, .. LayerTable.Names];
        missing.ExceptWith(s_unknownToTfjs);
        foreach (string name in Names())
        {
            ModelReport report = await ModelReport.ReadAsync(Path.Combine(s_folder, name), TestContext.Current.CancellationToken);
            missing.ExceptWith(report.Ops.Keys);
            if (report.Format == "layers-model")
            {
                missing.ExceptWith(["Functional", "Model", "Sequential"]);
            }
        }

        Assert.Empty(missing);
    }

    private static IEnumerable<string> Names() => Directory.Exists(s_folder)
        ? Directory.GetDirectories(s_folder).Select(folder => Path.GetFileName(folder)).Order()
        : [];
}
