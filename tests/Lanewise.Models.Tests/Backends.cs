namespace Lanewise.Models.Tests;

/// <summary>The backends that models are compared on. The last one comes with the package Lanewise.Wasmtime.</summary>
internal static class Backends
{
    public static readonly string[] All = ["native", "cpu", "wasm"];

    /// <summary>Each item on each backend.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Times(IEnumerable<string> items) =>
        items.SelectMany(item => All.Select(backend => new TheoryDataRow<string, string>(item, backend)));
}

/// <summary>Gives the sandbox back when all tests have run.</summary>
public sealed class Sandbox : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Tf.RemoveBackend("wasm");
}
