namespace SentimentFunction.Prediction.Batching;

/// <summary>Bounds how often a server that fails is asked again in parts, so that it doesn't get more calls
/// the worse it does.</summary>
/// <remarks>In the manner of gRPC's retry throttling,
/// https://github.com/grpc/proposal/blob/master/A6-client-retries.md#throttling-retry-attempts-and-hedged-rpcs:
/// a tenth of the calls, and a few at once. It is used by one thread at a time.</remarks>
internal sealed class Repetitions
{
    /// <summary>The most that can follow each other at once: enough to find one instance among 128 twice.
    /// </summary>
    public const int Burst = 28;

    private const int CallsPerRepetition = 10;

    private int _saved = Burst * CallsPerRepetition;

    /// <summary>Notes a call that is no repetition.</summary>
    public void NoteCall() => _saved = Math.Min(_saved + 1, Burst * CallsPerRepetition);

    /// <summary>Takes repetitions, if there are as many.</summary>
    /// <param name="count">How many.</param>
    public bool TryTake(int count)
    {
        if (_saved < count * CallsPerRepetition)
        {
            return false;
        }

        _saved -= count * CallsPerRepetition;
        return true;
    }
}
