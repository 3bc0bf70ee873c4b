using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Why a request got no answer, as the caller is told (RFC 9457).</summary>
/// <param name="Status">The HTTP status code.</param>
/// <param name="Detail">What is wrong and what to do, as sentences.</param>
internal sealed record Problem(int Status, string Detail)
{
    private const string NotInTime = "The request did not arrive within the time for it. Try again.";

    private static readonly TimeSpan UsualDelay = TimeSpan.FromSeconds(1);

    /// <summary>When trying again makes sense; null where it doesn't, or nobody knows.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The position of the sentence or instance that was refused, from 0; null where that isn't the
    /// problem, or nobody knows.</summary>
    public int? Index { get; init; }

    /// <summary>The methods that the path allows; null where that isn't the problem.</summary>
    public string? Allow { get; init; }

    /// <summary>The address of the status code's definition.</summary>
    public string Type =>
        Status switch
        {
            400 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1",
            404 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5",
            405 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6",
            408 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.9",
            413 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14",
            415 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16",
            422 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21",
            429 => "https://www.rfc-editor.org/rfc/rfc6585#section-4",
            431 => "https://www.rfc-editor.org/rfc/rfc6585#section-5",
            500 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.1",
            502 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.3",
            503 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
            504 => "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.5",
            _ => "about:blank",
        };

    /// <summary>The one table from failures to problems.</summary>
    /// <param name="exception">What was thrown; the caller is not gone.</param>
    /// <param name="isAsked">Whether the model server had been asked by then.</param>
    /// <param name="requestTime">The time that the model server has had.</param>
    /// <param name="isCutOff">Whether the function ends, and could wait no longer.</param>
    public static Problem From(
        Exception exception,
        bool isAsked,
        RequestTime requestTime,
        bool isCutOff = false
    ) =>
        exception switch
        {
            OperationCanceledException when isCutOff => new(
                503,
                "This instance of the function ends. Try again: another one answers."
            )
            {
                RetryAfter = UsualDelay,
            },
            BadHttpRequestException { StatusCode: 408 } => new(408, NotInTime),
            BadHttpRequestException bad => new(bad.StatusCode, bad.Message),
            InvalidDataException => new(
                400,
                "The body can't be decompressed: it is not what Content-Encoding says."
            ),
            OperationCanceledException when isAsked => From(requestTime.Missed(), isAsked, requestTime),
            OperationCanceledException => new(408, NotInTime),
            IOException when !isAsked => new(
                400,
                "The body can't be read: it is not what Content-Encoding or Transfer-Encoding says."
            ),
            PredictionException failed => new(StatusOf(failed.Failure), failed.Message)
            {
                RetryAfter = failed.RetryAfter ?? DelayOf(failed.Failure),
                Index = failed.Index,
            },
            OutOfMemoryException => From(MemoryBudget.UsedUp(), isAsked, requestTime),
            _ => new(500, "Something went wrong here. Try again; if it stays, report it with the traceId."),
        };

    /// <summary>The status code of a failure.</summary>
    /// <param name="failure">The failure.</param>
    public static int StatusOf(PredictionFailure failure) =>
        failure switch
        {
            PredictionFailure.InstanceRefused => 422,
            PredictionFailure.InstancesTooLarge => 413,
            PredictionFailure.VersionNotFound => 404,
            PredictionFailure.LabelNotFound => 404,
            PredictionFailure.VersionNotSelectable => 400,
            PredictionFailure.RateLimited => 429,
            PredictionFailure.ServerFailed => 502,
            PredictionFailure.ConnectionBroken => 502,
            PredictionFailure.AnswerNotUnderstood => 502,
            PredictionFailure.Unreachable => 503,
            PredictionFailure.ConnectTimedOut => 503,
            PredictionFailure.Unavailable => 503,
            PredictionFailure.Starting => 503,
            PredictionFailure.Busy => 503,
            PredictionFailure.TimedOut => 504,
            _ => throw new ArgumentOutOfRangeException(
                nameof(failure),
                failure,
                "There is no status for it."
            ),
        };

    /// <summary>When to try again, where the model server doesn't say.</summary>
    private static TimeSpan? DelayOf(PredictionFailure failure) =>
        failure
            is PredictionFailure.RateLimited
                or PredictionFailure.Unreachable
                or PredictionFailure.ConnectTimedOut
                or PredictionFailure.Unavailable
            ? UsualDelay
            : null;
}
