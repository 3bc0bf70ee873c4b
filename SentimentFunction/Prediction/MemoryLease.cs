namespace SentimentFunction.Prediction;

/// <summary>The memory of one request or call; disposing of it gives it back to the budget.</summary>
/// <remarks>It is used by one thread at a time.</remarks>
/// <param name="budget">Where it is taken from.</param>
public sealed class MemoryLease(MemoryBudget budget) : IDisposable
{
    private long _taken;

    /// <summary>Takes memory, before it is allocated.</summary>
    /// <param name="bytes">How many bytes, from 0.</param>
    /// <exception cref="PredictionException">There isn't as much.</exception>
    public void Add(long bytes)
    {
        budget.Take(bytes);
        _taken += bytes;
    }

    /// <summary>Takes memory, and allocates it.</summary>
    /// <param name="length">How many bytes, from 0.</param>
    /// <returns>An array of any content.</returns>
    /// <exception cref="PredictionException">There isn't as much.</exception>
    public byte[] Allocate(int length)
    {
        Add(length);
        return GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Replaces an array by a larger one that begins with the same bytes.</summary>
    /// <param name="array">An array that was allocated here.</param>
    /// <param name="length">How many bytes, at least those of the array.</param>
    /// <exception cref="PredictionException">There isn't as much.</exception>
    public byte[] Grow(byte[] array, int length)
    {
        var larger = Allocate(length);
        array.CopyTo(larger, 0);
        Remove(array.Length);
        return larger;
    }

    /// <summary>Gives back memory that nothing refers to any longer.</summary>
    /// <param name="bytes">How many bytes, at most what has been taken.</param>
    public void Remove(long bytes)
    {
        _taken -= bytes;
        budget.Return(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => Remove(_taken);
}
