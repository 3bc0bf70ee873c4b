namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>A server refuses a call.</summary>
/// <param name="code">Why.</param>
/// <param name="message">The same in the server's words.</param>
internal sealed class CallRefusedException(RpcCode code, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public RpcCode Code { get; } = code;

    /// <summary>
    /// The member of the request that is to blame, as Google's APIs name it; null for none.
    /// </summary>
    public string? Field { get; init; }
}
