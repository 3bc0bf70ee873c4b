namespace SentimentFunction.ModelServers.Transport;

/// <summary>One attempt at a call of a model server.</summary>
/// <param name="NeedsFreshConnection">Whether it must not use a connection that has been idle.</param>
/// <param name="Left">The time that is left for it.</param>
/// <param name="Token">Ends it: its time is over, or its caller has gone away.</param>
internal readonly record struct Attempt(bool NeedsFreshConnection, TimeSpan Left, CancellationToken Token);
