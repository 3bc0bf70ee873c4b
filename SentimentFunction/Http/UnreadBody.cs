using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SentimentFunction.Http;

/// <summary>What a caller sends that nobody wants: it is read all the same, so that he comes to see the
/// answer.</summary>
/// <remarks>Kestrel does so too, but logs a malformed rest as an error of its own.</remarks>
internal static class UnreadBody
{
    private const int MaxBytes = 4_194_304;
    private const int ReadAtOnce = 16_384;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    /// <summary>What has been answered is still on its way when a malformed rest is found.</summary>
    private static readonly TimeSpan TimeToArrive = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether a request may have a body.</summary>
    /// <param name="context">The request.</param>
    public static bool MayHave(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Sends what there is of the answer, and reads the rest of the body, within bounds; what is
    /// beyond them is the server's.</summary>
    /// <param name="context">The request, whose answer is complete.</param>
    public static async Task DropAsync(HttpContext context)
    {
        if (!MayHave(context) || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(Time, TimeProvider.System);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadAtOnce);
        try
        {
            await context.Response.CompleteAsync();
            var left = MaxBytes;
            while (left > 0)
            {
                var read = await context.Request.Body.ReadAsync(
                    buffer.AsMemory(0, ReadAtOnce),
                    timeout.Token
                );
                left = read > 0 ? left - read : 0;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The caller is gone, slow, or has sent what is no body: he has his answer.
            if (!timeout.IsCancellationRequested)
            {
                await Task.Delay(TimeToArrive, TimeProvider.System, CancellationToken.None);
                context.Abort();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
