namespace Lanewise;

/// <summary>A model in open streams.</summary>
internal sealed class StreamModelSource(Stream topology, Func<string, Stream> weights) : ModelSource
{
    public override string Name => "model.json";

    public override Task<ModelFile> OpenTopologyAsync(CancellationToken cancellation) =>
        Task.FromResult(new ModelFile(Name, topology, LengthOf(topology)));

    public override Task<ModelFile> OpenWeightsAsync(string path, CancellationToken cancellation)
    {
        Stream stream = weights(path);
        return Task.FromResult(new ModelFile(path, stream, LengthOf(stream)));
    }

    private static long? LengthOf(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;
}
