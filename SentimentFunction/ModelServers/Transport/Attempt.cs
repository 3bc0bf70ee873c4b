using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>One attempt at a call of a model server.</summary>
/// <param name="NeedsFreshConnection">Whether it must not use a connection that has been idle.</param>
/// <param name="Deadline">When its time is over. When the call ends, it is not this attempt's any
/// longer.</param>
internal readonly record struct Attempt(bool NeedsFreshConnection, DeadlineClock Deadline)
{
    /// <summary>The time that is left for it.</summary>
    public TimeSpan Left => Deadline.Left;

    /// <summary>Ends it: its time is over, or its caller has gone away.</summary>
    public CancellationToken Token => Deadline.Token;
}
