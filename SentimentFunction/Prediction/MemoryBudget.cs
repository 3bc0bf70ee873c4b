namespace SentimentFunction.Prediction;

/// <summary>Bounds the memory of all requests under way: what goes beyond it is refused, instead of the
/// process being killed with everybody's requests.</summary>
/// <remarks>
/// It counts what grows with what callers send and model servers answer: bodies, composed instances, shared
/// calls, answers. The rest of the heap is for what doesn't: the runtime, connections, and what garbage has
/// not been collected yet. In a container .NET limits its heap to 75 % of the container's memory
/// (https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit).
/// </remarks>
/// <param name="bytes">The memory that there is, in bytes: at least 1.</param>
public sealed class MemoryBudget(long bytes)
{
    /// <summary>The part of the heap's limit that requests may fill: enough for 80 requests, which Cloud Run
    /// sends to an instance at once by default, of the largest body in the memory of a default instance (512
    /// MiB).</summary>
    public const double Share = 0.5;

    /// <summary>Pieces of up to so many bytes may fill <see cref="SmallShare"/> beyond the budget, so that
    /// large requests don't keep small ones out. Of what is only announced, no more than this is
    /// allocated.</summary>
    public const int SmallPiece = 65_536;

    /// <summary>How much of the budget small pieces may take when it is used up.</summary>
    public const double SmallShare = 0.2;

    private static readonly TimeSpan UsualDelay = TimeSpan.FromSeconds(1);

    private readonly long _small = (long)(bytes * (1 + SmallShare));
    private long _taken;

    /// <summary>The bytes that are taken.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>The budget of this process: a part of the heap's limit, or of the machine's memory where
    /// there is no limit.</summary>
    public static MemoryBudget OfProcess() =>
        new((long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * Share));

    /// <summary>Takes memory, before it is allocated.</summary>
    /// <param name="piece">How many bytes, from 0.</param>
    /// <exception cref="PredictionException">There isn't as much; nothing has been taken.</exception>
    internal void Take(long piece)
    {
        if (Interlocked.Add(ref _taken, piece) > (piece <= SmallPiece ? _small : bytes))
        {
            Return(piece);
            throw UsedUp();
        }
    }

    /// <summary>The failure of who gets none.</summary>
    public static PredictionException UsedUp() =>
        new(
            PredictionFailure.Busy,
            "This instance has no memory left for the request right now. Try again later."
        )
        {
            RetryAfter = UsualDelay,
        };

    /// <summary>Gives memory back.</summary>
    /// <param name="piece">How many bytes.</param>
    internal void Return(long piece) => Interlocked.Add(ref _taken, -piece);
}
