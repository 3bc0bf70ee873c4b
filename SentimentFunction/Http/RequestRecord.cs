using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>What is remembered of a request while it is answered, for its log entry and
/// Server-Timing.</summary>
/// <param name="time">The clock.</param>
internal sealed class RequestRecord(TimeProvider time)
{
    private readonly TimeProvider _time = time;
    private readonly long _startedAt = time.GetTimestamp();

    /// <summary>What the request is called; null where nobody has named it.</summary>
    public string? RequestId { get; init; }

    /// <summary>Is cancelled when the function ends and can't wait for the request any longer.</summary>
    public CancellationToken Cutoff { get; init; }

    /// <summary>How many instances the request holds; 0 as long as it hasn't been read.</summary>
    public int Instances { get; set; }

    /// <summary>The model version that answered; null as long as none has.</summary>
    public ModelVersion? Model { get; set; }

    /// <summary>The time that the model server took; null as long as it hasn't been asked.</summary>
    public TimeSpan? Upstream { get; private set; }

    /// <summary>The time since the request came.</summary>
    public TimeSpan Total => _time.GetElapsedTime(_startedAt);

    /// <summary>The record of a request.</summary>
    /// <param name="context">The request.</param>
    public static RequestRecord Of(HttpContext context) =>
        context.Features.GetRequiredFeature<RequestRecord>();

    /// <summary>Measures the time that the model server takes.</summary>
    /// <returns>Ends the measurement.</returns>
    public UpstreamTime MeasureUpstream() => new UpstreamTime(this);

    /// <summary>Tells the caller how long it took so far, in milliseconds.</summary>
    /// <param name="response">The response, not yet started.</param>
    public void AddServerTiming(HttpResponse response)
    {
        var total = Total.TotalMilliseconds;
        response.Headers["Server-Timing"] = Upstream is { } upstream
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"upstream;dur={upstream.TotalMilliseconds:F2}, total;dur={total:F2}"
            )
            : string.Create(CultureInfo.InvariantCulture, $"total;dur={total:F2}");
    }

    /// <summary>The measurement of the time that the model server takes.</summary>
    /// <param name="record">Gets the time.</param>
    public readonly struct UpstreamTime(RequestRecord record) : IDisposable
    {
        private readonly long _askedAt = record._time.GetTimestamp();

        /// <inheritdoc/>
        public void Dispose() => record.Upstream = record._time.GetElapsedTime(_askedAt);
    }
}
