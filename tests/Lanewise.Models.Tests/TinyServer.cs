using System.Net;
using System.Net.Sockets;

namespace Lanewise.Models.Tests;

/// <summary>A web server on this machine, for files in memory. It answers what a test lets it answer.</summary>
internal sealed class TinyServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<HttpListenerContext, Task> _answer;

    private TinyServer(HttpListener listener, Uri address, Func<HttpListenerContext, Task> answer)
    {
        _listener = listener;
        Address = address;
        _answer = answer;
        _ = ServeAsync();
    }

    /// <summary>Where the files lie.</summary>
    public Uri Address { get; }

    /// <summary>The paths that were asked for, with their queries.</summary>
    public List<string> Asked { get; } = [];

    /// <param name="answer">Writes the answer to a request and closes it.</param>
    public static TinyServer Start(Func<HttpListenerContext, Task> answer)
    {
        for (int attempt = 0; ; attempt++)
        {
            // A port that was free a moment ago may be taken again.
            var address = new Uri($"http://localhost:{FreePort()}/models/");
            var listener = new HttpListener();
            listener.Prefixes.Add(new Uri(address, "/").AbsoluteUri);
            try
            {
                listener.Start();
                return new TinyServer(listener, address, answer);
            }
            catch (HttpListenerException) when (attempt < 10)
            {
            }
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            lock (Asked)
            {
                Asked.Add(context.Request.Url!.PathAndQuery);
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await _answer(context);
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client has gone.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
