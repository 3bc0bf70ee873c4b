namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>Distorts predictions, for the faults whose answers have some.</summary>
internal static class FaultyPredictions
{
    /// <summary>What a fault makes of predictions.</summary>
    /// <param name="fault">The fault; null for none.</param>
    /// <param name="positive">The probability that a sentence is positive, for each instance.</param>
    public static IReadOnlyList<float> Distort(Fault? fault, IReadOnlyList<float> positive) =>
        fault?.Kind switch
        {
            FaultKind.OneFewer => [.. positive.SkipLast(1)],
            // The prediction too many is the last one once more.
            FaultKind.OneMore => [.. positive, .. positive.TakeLast(1)],
            FaultKind.Nan => [.. positive.Select(_ => float.NaN)],
            _ => positive,
        };
}
