namespace SentimentFunction.ModelServers.Transport;

/// <summary>Connections that live and go together.</summary>
/// <param name="handler">Opens and keeps them.</param>
/// <param name="generation">Tells which ones are trusted.</param>
/// <param name="isOfOneCall">Whether they have one call at a time.</param>
internal sealed class ConnectionPool(SocketsHttpHandler handler, int generation, bool isOfOneCall)
    : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(handler);

    /// <summary>The calls under way, and one more as long as new calls may come.</summary>
    private int _users = 1;

    /// <summary>Tells which ones are trusted.</summary>
    public int Generation { get; } = generation;

    /// <summary>Whether they have one call at a time.</summary>
    public bool IsOfOneCall { get; } = isOfOneCall;

    /// <summary>Begins a call; the pool must not be disposed of.</summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>Sends a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) => _invoker.SendAsync(request, cancellationToken);

    /// <summary>Ends a call. Its answer's body may still be read: its connection lasts until then.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _invoker.Dispose();
        }
    }

    /// <summary>Lets no new call begin, and closes the connections as soon as none is under way.</summary>
    public void Dispose() => Leave();
}
