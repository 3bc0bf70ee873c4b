using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>Remembers the latest calls.</summary>
/// <param name="capacity">How many; 0 for none.</param>
internal sealed class CallLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Queue<CallRecord> _records = [];

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<CallRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Remembers a call.</summary>
    /// <param name="call">The call with its answer.</param>
    public void Add(Call call)
    {
        if (capacity == 0)
        {
            return;
        }

        var request = call.Http.Request;
        var record = new CallRecord(
            call.Protocol.Id,
            call.Kind,
            $"{request.Method} {request.GetEncodedPathAndQuery()}",
            request.Headers.Authorization.ToString(),
            call.Message?.ToString() ?? Encoding.UTF8.GetString(call.Request.WrittenSpan),
            call.Status
        );
        lock (_lock)
        {
            if (_records.Count == capacity)
            {
                _records.Dequeue();
            }

            _records.Enqueue(record);
        }
    }
}
