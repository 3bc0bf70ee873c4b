using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http;

/// <summary>Ends the work on a request when its time or that of the function is over, or its caller is
/// gone.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;

    /// <summary>Starts the clock.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limits">The time for it.</param>
    /// <param name="time">The clock.</param>
    public RequestDeadline(HttpContext context, LimitsOptions limits, TimeProvider time)
    {
        _timeout = new CancellationTokenSource(limits.RequestTimeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(
            _timeout.Token,
            context.RequestAborted,
            RequestRecord.Of(context).Cutoff
        );
    }

    /// <summary>Is cancelled when a time is over or the caller is gone.</summary>
    public CancellationToken Token => _either.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
