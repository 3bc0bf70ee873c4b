using System.Net.Sockets;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Reads failures out of what a model server answers, or of why it doesn't: the one place for
/// that.</summary>
/// <remarks>What a cause holds is logged, so it holds nothing that could be the request's: see
/// <see cref="SafeText"/> and <see cref="SafeCause"/>.</remarks>
internal static class ServerFailures
{
    /// <summary>The longest time that a caller is told to wait, whatever the server says: 5
    /// minutes.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Reads an answer whose status is a failure.</summary>
    /// <param name="response">Its status and headers.</param>
    /// <param name="refusal">Whose fault it is.</param>
    /// <param name="description">The same for the log.</param>
    /// <param name="time">The clock, for a Retry-After that is a date.</param>
    public static PredictionException Read(
        HttpResponseMessage response,
        Refusal refusal,
        string description,
        TimeProvider time
    )
    {
        var cause = new HttpRequestException(description, null, response.StatusCode);
        return new PredictionException(refusal.Failure, refusal.Message, cause)
        {
            RetryAfter = ReadRetryAfter(response, time) ?? refusal.RetryAfter,
        };
    }

    /// <summary>Reads an exception of the HTTP client, of a handler, of the credentials, or of anything
    /// else.</summary>
    /// <param name="exception">What was thrown; the caller has not gone away, and time is not over.</param>
    public static PredictionException Read(Exception exception) =>
        exception switch
        {
            PredictionException known => known,
            _ when IsUnreachable(exception) => new(
                PredictionFailure.Unavailable,
                "The model server can't be reached. Try again later.",
                SafeCause.Of(exception)
            ),
            _ when CodeOf(exception) == HttpRequestError.ConfigurationLimitExceeded => new(
                PredictionFailure.AnswerNotUnderstood,
                "The model server's answer is too large.",
                SafeCause.Of(exception)
            ),
            _ when CodeOf(exception) == HttpRequestError.InvalidResponse => new(
                PredictionFailure.AnswerNotUnderstood,
                "The model server's answer is not HTTP.",
                SafeCause.Of(exception)
            ),
            InvalidDataException => new(
                PredictionFailure.AnswerNotUnderstood,
                "The model server's answer is not compressed as it says.",
                SafeCause.Of(exception)
            ),
            HttpRequestException or IOException => new(
                PredictionFailure.ConnectionBroken,
                "The connection to the model server broke before its answer was complete. Try again.",
                SafeCause.Of(exception)
            ),
            _ => new(
                PredictionFailure.ServerFailed,
                "The model server failed. Try again.",
                SafeCause.Of(exception)
            ),
        };

    /// <summary>Whether no connection could be had: refused, not in time, no such name, no TLS, no way
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

    /// <summary>Whether a connection could not be had in time, which .NET tells as a cancellation
    /// (<c>SocketsHttpHandler.ConnectTimeout</c>).</summary>
    /// <param name="exception">What was thrown.</param>
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

    /// <summary>Dates that are over say nothing, and the year 9999 is a joke.</summary>
    private static TimeSpan? ReadRetryAfter(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delay } => Cap(delay),
            { Date: { } date } => Cap(date - time.GetUtcNow()),
            _ => null,
        };

    private static TimeSpan? Cap(TimeSpan delay) =>
        delay <= TimeSpan.Zero ? null
        : delay < LongestRetryAfter ? delay
        : LongestRetryAfter;
}
