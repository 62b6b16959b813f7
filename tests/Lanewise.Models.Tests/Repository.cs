namespace Lanewise.Models.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

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
