namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>An error code that all of these servers share.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Name">The name in Google's APIs.</param>
internal sealed record RpcCode(int Status, string Name)
{
    public static readonly RpcCode InvalidArgument = new(400, "INVALID_ARGUMENT");
    public static readonly RpcCode FailedPrecondition = new(400, "FAILED_PRECONDITION");
    public static readonly RpcCode Unauthenticated = new(401, "UNAUTHENTICATED");
    public static readonly RpcCode PermissionDenied = new(403, "PERMISSION_DENIED");
    public static readonly RpcCode NotFound = new(404, "NOT_FOUND");

    private static readonly RpcCode[] ByStatus =
    [
        InvalidArgument,
        Unauthenticated,
        PermissionDenied,
        NotFound,
        new(409, "ABORTED"),
        new(429, "RESOURCE_EXHAUSTED"),
        new(499, "CANCELLED"),
        new(500, "INTERNAL"),
        new(501, "UNIMPLEMENTED"),
        new(503, "UNAVAILABLE"),
        new(504, "DEADLINE_EXCEEDED"),
    ];

    /// <summary>The code that goes with an HTTP status.</summary>
    /// <param name="status">Any status from 400 on.</param>
    public static RpcCode For(int status) =>
        Array.Find(ByStatus, code => code.Status == status) ?? new(status, "UNKNOWN");
}
