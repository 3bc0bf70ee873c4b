using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>A call that was answered.</summary>
/// <param name="Protocol">The server that was called.</param>
/// <param name="Kind">What it asked for.</param>
/// <param name="Request">Its method and address, such as "GET /v1/models/sentiment".</param>
/// <param name="Authorization">Its Authorization header; empty for none.</param>
/// <param name="Body">Its body, decompressed; empty for none.</param>
/// <param name="Status">The HTTP status of its answer; 0 for a call that hangs.</param>
public sealed record CallRecord(
    Protocol Protocol,
    CallKind Kind,
    string Request,
    string Authorization,
    string Body,
    int Status
);
