using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols;

/// <summary>
/// What differs among the model servers: what they take, how they refuse and how they write.
/// </summary>
internal abstract class ModelProtocol : WireProtocol
{
    /// <summary>The name of the only signature of the model.</summary>
    public const string SignatureName = "serving_default";

    /// <summary>The most bytes that a request for predictions may have, decompressed.</summary>
    public abstract int MaxBodyBytes { get; }

    /// <summary>Whether the server looks at the content type of a request.</summary>
    public abstract bool ChecksContentType { get; }

    /// <summary>
    /// Whether the server takes identity tokens, as Cloud Run does; otherwise access tokens.
    /// </summary>
    public abstract bool TakesIdentityTokens { get; }

    /// <summary>How the server lays out its JSON.</summary>
    public abstract JsonWriterOptions Layout { get; }

    /// <summary>The members of a request for predictions, beside "instances".</summary>
    public abstract ReadOnlySpan<string> OptionalMembers { get; }

    /// <summary>The server's words for a flaw of a request.</summary>
    /// <param name="flaw">The flaw.</param>
    /// <param name="detail">More about it; see <see cref="RequestFlaw"/>.</param>
    public abstract CallRefusedException Describe(RequestFlaw flaw, string detail = "");

    /// <summary>The answer when the model refuses an instance.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">TensorFlow Serving's words for it.</param>
    public abstract void RefuseInstance(Call call, string message);

    /// <summary>How the server marks the predictions of a version.</summary>
    /// <param name="version">The version.</param>
    public abstract string Mark(ServedVersion version);
}
