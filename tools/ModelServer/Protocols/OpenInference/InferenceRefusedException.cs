namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>A server refuses a call.</summary>
/// <param name="reply">What it answers.</param>
internal sealed class InferenceRefusedException(InferenceReply reply) : Exception($"{reply.Status}")
{
    /// <summary>What it answers.</summary>
    public InferenceReply Reply { get; } = reply;
}
