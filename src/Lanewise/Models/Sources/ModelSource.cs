namespace Lanewise;

/// <summary>Where a model's files come from. Derive from it for a source of your own: an archive, a database, resources.</summary>
public abstract class ModelSource
{
    /// <summary>How errors call the model's topology, its <c>model.json</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Opens the model's topology, a JSON document.</summary>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The open file.</returns>
    public abstract Task<ModelFile> OpenTopologyAsync(CancellationToken cancellation);

    /// <summary>Opens a file of weights.</summary>
    /// <param name="path">The path as the topology gives it, relative to the topology.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The open file.</returns>
    public abstract Task<ModelFile> OpenWeightsAsync(string path, CancellationToken cancellation);

    /// <summary>A model on disk, or on a web server.</summary>
    /// <param name="location">The path of a <c>model.json</c>, of the directory it lies in, or its http or https address.</param>
    /// <returns>The source.</returns>
    public static ModelSource From(string location)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        return Uri.TryCreate(location, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? new HttpModelSource(address, null)
            : new FileModelSource(location);
    }

    /// <summary>A model on a web server.</summary>
    /// <param name="address">The address of its <c>model.json</c>. A query is repeated for the weights.</param>
    /// <param name="client">Sends the requests, with headers of your own; by default a shared one.</param>
    /// <returns>The source.</returns>
    public static ModelSource From(Uri address, HttpClient? client = null) => new HttpModelSource(address, client);

    /// <summary>A model in open streams.</summary>
    /// <param name="topology">The <c>model.json</c>.</param>
    /// <param name="weights">Opens a file of weights by the path that the topology gives it.</param>
    /// <returns>The source.</returns>
    public static ModelSource From(Stream topology, Func<string, Stream> weights) => new StreamModelSource(topology, weights);
}
