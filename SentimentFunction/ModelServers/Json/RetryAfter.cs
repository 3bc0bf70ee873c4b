namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads when a server wants to be asked again.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3</remarks>
internal static class RetryAfter
{
    /// <summary>The longest time that a caller is told to wait, whatever the server says: 5
    /// minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Reads the header. Dates that are over say nothing, and the year 9999 is a joke.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="time">The clock, for a date.</param>
    /// <returns>The time to wait; null where the server doesn't say.</returns>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider time) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delay } => Cap(delay),
            { Date: { } date } => Cap(date - time.GetUtcNow()),
            _ => null,
        };

    private static TimeSpan? Cap(TimeSpan delay) =>
        delay <= TimeSpan.Zero ? null
        : delay < Longest ? delay
        : Longest;
}
