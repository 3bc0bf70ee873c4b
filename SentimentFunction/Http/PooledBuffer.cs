using System.Buffers;

namespace SentimentFunction.Http;

/// <summary>A growing buffer of bytes from the shared pool; disposing of it gives them back.</summary>
/// <remarks>Large arrays are left to the garbage collector: the pool would keep as many as were once used at
/// the same time.</remarks>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int MinCapacity = 256;

    private const int MaxPooled = 65_536;

    private byte[] _bytes = [];

    /// <summary>How many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>What has been written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - Length);
        Length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length)
        {
            Grow(needed);
        }

        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Dispose()
    {
        Return();
        _bytes = [];
        Length = 0;
    }

    private void Grow(int needed)
    {
        var capacity = (int)
            Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(MinCapacity, _bytes.Length * 2L)));
        var larger =
            capacity > MaxPooled
                ? GC.AllocateUninitializedArray<byte>(capacity)
                : ArrayPool<byte>.Shared.Rent(capacity);
        Written.CopyTo(larger);
        Return();
        _bytes = larger;
    }

    private void Return()
    {
        if (_bytes.Length <= MaxPooled)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }
}
