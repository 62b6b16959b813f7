using Xunit;

namespace Lanewise.Training.Tests;

/// <summary>The backends under test.</summary>
internal static class Backends
{
    public static string[] All => ["native", "cpu", "wasm"];

    /// <summary>Each of some rows on each backend.</summary>
    public static TheoryData<string, string> Times(IEnumerable<string> rows) =>
        [.. from backend in All from row in rows select new TheoryDataRow<string, string>(backend, row)];

    /// <summary>Runs on a backend, and requires that no tensor is left behind.</summary>
    public static void Run(string backend, Action test)
    {
        Tf.SetBackend(backend);
        int before = Tf.Memory().NumTensors;
        Tf.Tidy(test);
        Assert.Equal(before, Tf.Memory().NumTensors);
    }
}
