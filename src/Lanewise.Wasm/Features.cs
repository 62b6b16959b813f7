namespace Lanewise.Wasm;

/// <summary>The extensions of WebAssembly 1.0 that bring instructions.</summary>
[Flags]
public enum Features
{
    /// <summary>WebAssembly 1.0 alone.</summary>
    None = 0,
    SignExtension = 1,
    SaturatingConversion = 2,
    BulkMemory = 4,
    Simd128 = 8,
    RelaxedSimd = 16,
    Threads = 32,
}

/// <summary>The names of the features as tools write them (the <c>target_features</c> section's, and "mvp" for none).</summary>
public static class FeatureNames
{
    private static readonly (string Name, Features Feature)[] Names =
    [
        ("mvp", Features.None),
        ("sign-ext", Features.SignExtension),
        ("nontrapping-fptoint", Features.SaturatingConversion),
        ("bulk-memory", Features.BulkMemory),
        ("simd128", Features.Simd128),
        ("relaxed-simd", Features.RelaxedSimd),
        ("atomics", Features.Threads),
    ];

    /// <summary>All names, "mvp" first.</summary>
    public static IEnumerable<string> All => Names.Select(entry => entry.Name);

    public static bool TryParse(string name, out Features feature)
    {
        foreach ((string known, Features value) in Names)
        {
            if (known == name)
            {
                feature = value;
                return true;
            }
        }

        feature = Features.None;
        return false;
    }

    /// <summary>True if the feature of this name is among <paramref name="features"/>; "mvp" always is, an unknown name never.</summary>
    public static bool Has(Features features, string name) => TryParse(name, out Features feature) && (features & feature) == feature;

    /// <summary>The name of a single feature.</summary>
    public static string Name(this Features feature) => Names.First(entry => entry.Feature == feature).Name;
}
