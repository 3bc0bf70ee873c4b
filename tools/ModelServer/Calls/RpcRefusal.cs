namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>A refusal of a call over gRPC.</summary>
/// <param name="Code">Why.</param>
/// <param name="Message">The same in the server's words.</param>
internal sealed record RpcRefusal(RpcCode Code, string Message);
