using Google.Apis.Http;
using SentimentFunction.ModelServers.Transport;
using IHttpClientFactory = Google.Apis.Http.IHttpClientFactory;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Makes Google's HTTP clients on connections of our own. Google's own follow redirects, with the
/// body, wherever they lead: not these.</summary>
internal sealed class GoogleClientFactory : IHttpClientFactory
{
    /// <summary>The time for one try to get a token; the library tries three times.</summary>
    private static readonly TimeSpan TokenTime = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _timeout;
    private readonly HttpClientFromMessageHandlerFactory _inner;

    private GoogleClientFactory(Func<bool, HttpMessageHandler> connect, TimeSpan timeout)
    {
        _timeout = timeout;
        _inner = new(wanted =>
            new(
                connect(wanted.MayPerformDecompression),
                wanted.MayPerformDecompression,
                handlesRedirect: false
            )
        );
    }

    /// <summary>For the calls of a model server, which have a time of their own.</summary>
    public static IHttpClientFactory OfCalls { get; } =
        new GoogleClientFactory(decompress => new Connections(decompress), Timeout.InfiniteTimeSpan);

    /// <summary>For the calls that get tokens.</summary>
    public static IHttpClientFactory OfTokens { get; } =
        new GoogleClientFactory(
            decompress => new TokenConnections(
                new Connections(decompress, MetadataServer.WayOut),
                TimeProvider.System
            ),
            TokenTime
        );

    /// <summary>What sends calls as a client does, but leaves their time to the caller, and answers to be
    /// read by him: a client reads the whole body, whatever its size, and keeps a list of its calls.</summary>
    /// <param name="client">The client, which lives as long.</param>
    public static HttpMessageInvoker WithoutClient(ConfigurableHttpClient client) =>
        new(client.MessageHandler, disposeHandler: false);

    /// <inheritdoc/>
    public ConfigurableHttpClient CreateHttpClient(CreateHttpClientArgs args)
    {
        var client = _inner.CreateHttpClient(args);
        client.MessageHandler.FollowRedirect = false;
        client.Timeout = _timeout;
        return client;
    }
}
