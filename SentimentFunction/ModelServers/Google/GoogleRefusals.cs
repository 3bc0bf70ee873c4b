using System.Net;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.Google;

/// <summary>What all of Google's APIs say when they refuse.</summary>
internal static class GoogleRefusals
{
    /// <summary>Reads a refusal.</summary>
    /// <remarks>
    /// FAILED_PRECONDITION means that the system isn't in the state for it, whatever is sent
    /// (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto). The front end says of a
    /// request that is too large: "Request payload size exceeds the limit: 1500000 bytes.",
    /// INVALID_ARGUMENT.
    /// </remarks>
    /// <param name="error">What the API says.</param>
    /// <returns>What it is; null where that isn't said here.</returns>
    public static ServerFailure? Read(ServerError error) =>
        error.Status != HttpStatusCode.BadRequest ? null
        : error.Code == "FAILED_PRECONDITION" ? ServerFailure.Misconfigured
        : error.Says("Request payload size exceeds the limit") ? ServerFailure.InstancesTooLarge
        : null;
}
