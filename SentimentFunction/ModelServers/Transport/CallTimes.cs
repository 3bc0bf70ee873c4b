namespace SentimentFunction.ModelServers.Transport;

/// <summary>How long calls of a model server may take: the one place that divides the time for a
/// request.</summary>
/// <remarks>A request has <c>Limits:RequestTimeout</c> from its arrival to its answer. What a call leaves of
/// that is for reading the request, and for saying what became of the call.</remarks>
/// <param name="Prediction">The time for a call that asks for predictions, both of its attempts together.
/// After a failure a request asks again only as far as that fits into the same time.</param>
internal sealed record CallTimes(TimeSpan Prediction)
{
    private const double ShareOfRequest = 0.95;

    /// <summary>The time for a call that asks about a model: 3 seconds, as it is made for all requests, and
    /// the first ones wait for it.</summary>
    public TimeSpan Description { get; } = TimeSpan.FromSeconds(3);

    /// <summary>The times within that for a request.</summary>
    /// <param name="request">The time for a request.</param>
    public static CallTimes Within(TimeSpan request) => new(request * ShareOfRequest);
}
