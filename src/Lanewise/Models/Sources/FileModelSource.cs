namespace Lanewise;

/// <summary>A model on disk. Weights may lie beside or below the topology, not elsewhere: a model cannot make its host read other files.</summary>
internal sealed class FileModelSource : ModelSource
{
    private readonly string _topology;

    public FileModelSource(string path)
    {
        _topology = Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, "model.json") : path);
    }

    public override string Name => _topology;

    public override Task<ModelFile> OpenTopologyAsync(CancellationToken cancellation) => Task.FromResult(Open(_topology));

    public override Task<ModelFile> OpenWeightsAsync(string path, CancellationToken cancellation)
    {
        string folder = Path.GetDirectoryName(_topology)!;
        string full = Path.GetFullPath(Path.Combine(folder, path));
        if (!full.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ModelFormatException(_topology, $"weights '{path}'", "lie outside the model's directory");
        }

        return Task.FromResult(Open(full));
    }

    private ModelFile Open(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
            return new ModelFile(path, stream, stream.CanSeek ? stream.Length : null);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException && path != _topology)
        {
            throw new ModelFormatException(_topology, $"weights '{path}'", "there is no such file", error);
        }
    }
}
