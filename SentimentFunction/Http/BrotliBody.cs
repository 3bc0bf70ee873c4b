using System.IO.Compression;

namespace SentimentFunction.Http;

/// <summary>Decompresses a body, and says that it can't be decompressed as the streams of other codings
/// do.</summary>
/// <remarks><see cref="BrotliStream"/> tells it with an <see cref="InvalidOperationException"/>, as it tells
/// misuse.
/// </remarks>
/// <param name="body">The compressed body.</param>
internal sealed class BrotliBody(Stream body) : ReadOnlyStream
{
    private readonly BrotliStream _decoder = new(body, CompressionMode.Decompress, leaveOpen: true);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The body is not what its content coding says.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await _decoder.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
        }

        base.Dispose(disposing);
    }
}
