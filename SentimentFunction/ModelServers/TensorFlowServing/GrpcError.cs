using System.Net;
using Grpc.Core;
using SentimentFunction.ModelServers.Json;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Reads the status of a call that failed.</summary>
internal static class GrpcError
{
    /// <summary>Reads a status.</summary>
    /// <remarks>The HTTP statuses are those with which TensorFlow Serving tells the same over REST:
    /// util/status_to_http in https://github.com/tensorflow/serving.</remarks>
    /// <param name="status">The status, as the server sent it.</param>
    public static ServerError Read(Status status)
    {
        var (http, name) = Find(status.StatusCode);
        return ServerError.Of((HttpStatusCode)http, name, status.Detail);
    }

    private static (int Http, string Name) Find(StatusCode code) =>
        code switch
        {
            StatusCode.Cancelled => (499, "CANCELLED"),
            StatusCode.InvalidArgument => (400, "INVALID_ARGUMENT"),
            StatusCode.DeadlineExceeded => (504, "DEADLINE_EXCEEDED"),
            StatusCode.NotFound => (404, "NOT_FOUND"),
            StatusCode.AlreadyExists => (409, "ALREADY_EXISTS"),
            StatusCode.PermissionDenied => (403, "PERMISSION_DENIED"),
            StatusCode.ResourceExhausted => (429, "RESOURCE_EXHAUSTED"),
            StatusCode.FailedPrecondition => (400, "FAILED_PRECONDITION"),
            StatusCode.Aborted => (409, "ABORTED"),
            StatusCode.OutOfRange => (400, "OUT_OF_RANGE"),
            StatusCode.Unimplemented => (501, "UNIMPLEMENTED"),
            StatusCode.Internal => (500, "INTERNAL"),
            StatusCode.Unavailable => (503, "UNAVAILABLE"),
            StatusCode.DataLoss => (500, "DATA_LOSS"),
            StatusCode.Unauthenticated => (401, "UNAUTHENTICATED"),
            _ => (500, "UNKNOWN"),
        };
}
