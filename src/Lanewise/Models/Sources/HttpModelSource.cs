namespace Lanewise;

/// <summary>A model on a web server.</summary>
internal sealed class HttpModelSource(Uri topology, HttpClient? client) : ModelSource
{
    private static readonly HttpClient Shared = new();

    public override string Name => topology.AbsoluteUri;

    public override Task<ModelFile> OpenTopologyAsync(CancellationToken cancellation) => OpenAsync(topology, cancellation);

    public override Task<ModelFile> OpenWeightsAsync(string path, CancellationToken cancellation)
    {
        var address = new UriBuilder(new Uri(topology, path));
        if (address.Query.Length == 0)
        {
            address.Query = topology.Query;
        }

        return OpenAsync(address.Uri, cancellation);
    }

    private async Task<ModelFile> OpenAsync(Uri address, CancellationToken cancellation)
    {
        HttpResponseMessage response = await (client ?? Shared)
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellation)
            .ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw new HttpRequestException($"{address}: {(int)response.StatusCode} {response.ReasonPhrase}", null, response.StatusCode);
            }
        }

        Stream content = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        return new ModelFile(address.AbsoluteUri, content, response.Content.Headers.ContentLength);
    }
}
