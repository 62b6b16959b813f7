namespace Lanewise;

/// <summary>The repository that tests and benchmarks were built in; their projects share this file.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path of the repository.</summary>
    public static string In(params ReadOnlySpan<string> path) => Path.Combine([Root, .. path]);

    private static string FindRoot()
    {
        string directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Lanewise.slnx")))
        {
            directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("Lanewise.slnx is in no directory above");
        }

        return directory;
    }
}
