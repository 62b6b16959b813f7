namespace Lanewise.Hosts.Tests;

/// <summary>Files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string File(string path)
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !System.IO.File.Exists(Path.Combine(directory.FullName, "Lanewise.slnx")))
        {
            directory = directory.Parent;
        }

        return Path.Combine(directory?.FullName ?? "", path);
    }
}
