using System.Globalization;
using System.Net;
using System.Text;
using Google.Apis.Auth.OAuth2.Responses;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Reads failures out of what a model server answers, or of why it doesn't.</summary>
internal static class ServerFailures
{
    private const int MaxLoggedBytes = 2_048;

    /// <summary>Reads an answer whose status is a failure.</summary>
    /// <param name="response">Its status and headers.</param>
    /// <param name="body">Its body, which only the log gets.</param>
    /// <param name="time">The clock, for a Retry-After that is a date.</param>
    public static PredictionException Read(HttpResponseMessage response, ReadOnlySpan<byte> body, TimeProvider time)
    {
        var (failure, message) = Describe(response.StatusCode);
        var excerpt = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxLoggedBytes)]);
        var cause = new HttpRequestException(
            string.Create(
                CultureInfo.InvariantCulture, $"The model server answered {(int)response.StatusCode}: {excerpt}"),
            null,
            response.StatusCode);
        return new PredictionException(failure, message, cause) { RetryAfter = ReadRetryAfter(response, time) };
    }

    /// <summary>Reads an exception of the HTTP client or of the credentials.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <returns>The failure; null for an exception of another kind, such as a cancellation.</returns>
    public static PredictionException? Read(Exception exception) => exception switch
    {
        TokenResponseException =>
            new(PredictionFailure.ServerFailed, "The function can't sign in to the model server.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
            new(PredictionFailure.AnswerNotUnderstood, "The model server's answer is too large.", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } =>
            new(PredictionFailure.AnswerNotUnderstood, "The model server's answer is not HTTP.", exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        } => new(PredictionFailure.Unavailable, "The model server can't be reached. Try again later.", exception),
        HttpRequestException or IOException => new(
            PredictionFailure.ConnectionBroken,
            "The connection to the model server broke before its answer was complete. Try again.",
            exception),
        _ => null,
    };

    private static (PredictionFailure Failure, string Message) Describe(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity =>
            (PredictionFailure.InstanceRefused, "The model refused the instances: see what it takes."),
        HttpStatusCode.NotFound =>
            (PredictionFailure.VersionNotFound, "The model server has no such model version."),
        HttpStatusCode.TooManyRequests =>
            (PredictionFailure.RateLimited, "The model server has had too many requests. Try again later."),
        HttpStatusCode.ServiceUnavailable =>
            (PredictionFailure.Unavailable, "The model server says that it is unavailable. Try again later."),
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout =>
            (PredictionFailure.TimedOut, "The model server took too long. Try again."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            (PredictionFailure.ServerFailed, "The model server does not let this function in."),
        _ => (PredictionFailure.ServerFailed, "The model server failed. Try again."),
    };

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delay } => delay,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            _ => null,
        };
}
