using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>The body of a request, whose reading can be cancelled without leaving the server's reader
/// reading.
/// </summary>
/// <remarks>Kestrel drains a body that isn't read to its end, and reports an error of its own where a read
/// that was cancelled has left the reader in the middle:
/// https://github.com/dotnet/aspnetcore/issues/17840</remarks>
/// <param name="reader">The server's reader.</param>
internal sealed class CancellableBody(PipeReader reader) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadResult result;
        try
        {
            result = await ReadAsync(cancellationToken);
        }
        catch (InvalidOperationException exception)
        {
            // Kestrel's only way to say that a trailer holds a byte that it must not.
            throw new BadHttpRequestException("The trailers of the body are malformed.", exception);
        }

        var count = (int)Math.Min(result.Buffer.Length, buffer.Length);
        var taken = result.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        reader.AdvanceTo(taken.End);
        return result.IsCanceled && count == 0
            ? throw new OperationCanceledException(cancellationToken)
            : count;
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        if (reader.TryRead(out var result))
        {
            return result;
        }

        await using var cancellation = cancellationToken.UnsafeRegister(
            static reader => ((PipeReader)reader!).CancelPendingRead(),
            reader
        );
        return await reader.ReadAsync(CancellationToken.None);
    }
}
