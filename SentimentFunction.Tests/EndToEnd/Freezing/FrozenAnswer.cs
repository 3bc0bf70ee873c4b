using System.Net;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>An answer of a function that is frozen now and then.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Reported">The number of the version that it reports; null for none.</param>
/// <param name="Made">The number of the version that made the prediction, which the emulator puts into
/// it.</param>
/// <param name="Time">The time that it took.</param>
/// <param name="Body">The body.</param>
internal sealed record FrozenAnswer(
    HttpStatusCode Status,
    string? Reported,
    string? Made,
    TimeSpan Time,
    string Body
);
