using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Faults;

/// <summary>Changes what the model says, for the faults in which it is asked.</summary>
internal static class FaultyModel
{
    /// <summary>Changes what the model is going to say to a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="fault">What goes wrong.</param>
    public static void Change(Call call, Fault fault)
    {
        call.Distort = positive => Distort(fault.Kind, positive);
        if (fault.Kind == FaultKind.Refuse)
        {
            call.Refusal = new(fault.Containing ?? "", !fault.WithoutIndex, fault.Message);
        }
    }

    private static IReadOnlyList<float> Distort(FaultKind kind, IReadOnlyList<float> positive) =>
        kind switch
        {
            FaultKind.OneFewer => [.. positive.SkipLast(1)],
            // The prediction too many is the last one once more.
            FaultKind.OneMore => [.. positive, .. positive.TakeLast(1)],
            FaultKind.Nan => [.. positive.Select(_ => float.NaN)],
            _ => positive,
        };
}
