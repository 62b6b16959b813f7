using Microsoft.CodeAnalysis;

namespace Lanewise.Packages.Tests;

/// <summary>What code that uses the packages is compiled against: .NET and the packages.</summary>
internal static class References
{
    public static MetadataReference[] All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => IsVisible(Path.GetFileNameWithoutExtension(path)))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    // Kernels and Runtime come with the package, but not for compiling against
    private static bool IsVisible(string name) =>
        name is "Lanewise" or "Lanewise.Imaging" or "Lanewise.Wasmtime" || name.StartsWith("System.", StringComparison.Ordinal);
}
