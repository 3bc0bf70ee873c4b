using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.Google;

/// <summary>What all of Google's APIs say when they refuse a request with status 400.</summary>
internal static class GoogleRefusals
{
    /// <summary>Reads a refusal.</summary>
    /// <remarks>
    /// FAILED_PRECONDITION means that the system isn't in the state for it, whatever is sent
    /// (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto). The front end says of a
    /// request that is too large: "Request payload size exceeds the limit: 1500000 bytes.",
    /// INVALID_ARGUMENT.
    /// </remarks>
    /// <param name="code">The name of the code; null where there is none.</param>
    /// <param name="message">What the API says.</param>
    /// <returns>What it is; null where it is nothing of this.</returns>
    public static ServerFailure? Read(string? code, string message) =>
        code == "FAILED_PRECONDITION" ? ServerFailure.Misconfigured
        : message.Contains("Request payload size exceeds the limit", StringComparison.OrdinalIgnoreCase)
            ? ServerFailure.InstancesTooLarge
        : null;
}
