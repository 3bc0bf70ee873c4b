using System.Net.Sockets;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Reads why a call got no answer out of what was thrown: by an HTTP client, a handler, the
/// credentials, or anything else.</summary>
internal static class ExceptionReader
{
    /// <summary>Reads an exception.</summary>
    /// <param name="exception">What was thrown; the caller has not gone away, and time is not over.</param>
    public static PredictionException Read(Exception exception) =>
        exception as PredictionException ?? FailureOf(exception).ToException(SafeCause.Of(exception));

    /// <summary>Whether no connection could be made: refused, not in time, no such name, no TLS, no way
    /// through the proxy.</summary>
    /// <param name="exception">What was thrown.</param>
    public static bool IsUnreachable(Exception exception) =>
        IsConnectTimeout(exception)
        || exception is SocketException
        || CodeOf(exception)
            is HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private static ServerFailure FailureOf(Exception exception) =>
        IsConnectTimeout(exception) ? ServerFailure.ConnectTimedOut
        : IsUnreachable(exception) ? ServerFailure.Unreachable
        : CodeOf(exception) switch
        {
            HttpRequestError.ConfigurationLimitExceeded => ServerFailure.NotUnderstood(
                "The model server's answer is too large."
            ),
            HttpRequestError.InvalidResponse => ServerFailure.NotUnderstood(
                "The model server's answer is not HTTP."
            ),
            _ => FailureOfType(exception),
        };

    private static ServerFailure FailureOfType(Exception exception) =>
        exception switch
        {
            InvalidDataException => ServerFailure.NotUnderstood(
                "The model server's answer is not compressed as it says."
            ),
            HttpRequestException or IOException => ServerFailure.ConnectionBroken,
            _ => ServerFailure.Failed,
        };

    /// <summary>Whether a connection was not made in time, which .NET says with a cancellation
    /// (<c>SocketsHttpHandler.ConnectTimeout</c>).</summary>
    private static bool IsConnectTimeout(Exception exception) =>
        exception is OperationCanceledException { InnerException: TimeoutException };

    private static HttpRequestError? CodeOf(Exception exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: { } inner } =>
                CodeOf(inner),
            HttpRequestException http => http.HttpRequestError,
            HttpIOException http => http.HttpRequestError,
            _ => null,
        };
}
