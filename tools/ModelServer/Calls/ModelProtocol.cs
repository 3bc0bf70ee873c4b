namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>What differs among the model servers before a call for predictions is answered.</summary>
internal abstract class ModelProtocol : WireProtocol
{
    /// <summary>The most bytes that a request for predictions may have, decompressed.</summary>
    public abstract int MaxBodyBytes { get; }

    /// <summary>Whether the server looks at the content type of a request.</summary>
    public abstract bool ChecksContentType { get; }

    /// <summary>Whether a request that is said to be compressed is decompressed before the server looks at
    /// it. The default is that it is.</summary>
    public virtual bool Decompresses => true;

    /// <summary>
    /// Whether the server takes identity tokens, as Cloud Run does; otherwise access tokens.
    /// </summary>
    public abstract bool TakesIdentityTokens { get; }

    /// <summary>Reads the sentences of a request for predictions.</summary>
    /// <param name="call">The call.</param>
    /// <returns>Those before the first one that can't be read, or all.</returns>
    public abstract IReadOnlyList<string> ReadSentences(Call call);

    /// <summary>The server's words for a flaw of a request.</summary>
    /// <param name="flaw">The flaw.</param>
    /// <param name="detail">More about it; see <see cref="RequestFlaw"/>.</param>
    public abstract CallRefusedException Describe(RequestFlaw flaw, string detail = "");
}
