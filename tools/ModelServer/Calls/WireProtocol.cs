namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>How a server talks.</summary>
internal abstract class WireProtocol
{
    /// <summary>Which server it is.</summary>
    public abstract Protocol Id { get; }

    /// <summary>From how many bytes on answers are compressed for who takes that. The default is all that
    /// have a body.</summary>
    public virtual int CompressesFrom => 1;

    /// <summary>Answers with an error, in the server's own shape.</summary>
    /// <param name="call">The call.</param>
    /// <param name="code">The kind of error.</param>
    /// <param name="message">The server's words for it.</param>
    /// <param name="field">The member of the request that is to blame; null for none.</param>
    public abstract void Refuse(Call call, RpcCode code, string message, string? field = null);
}
