using System.Diagnostics;
using System.Net.Http.Headers;
using Polly;
using Polly.CircuitBreaker;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Sends calls to a model server over HTTP: in time, with one repetition, behind a circuit breaker.</summary>
/// <param name="connection">The connection; it adds the credentials.</param>
/// <param name="callTime">The time for a prediction, its repetition included.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelServerClient(
    SharedTask<HttpMessageInvoker> connection, TimeSpan callTime, TimeProvider time)
{
    /// <summary>The largest answer, in bytes: what Cloud Functions can send on.</summary>
    private const int MaxAnswerBytes = 33_554_432;

    /// <summary>The time for a call that asks about a model; predictions may wait for it.</summary>
    private static readonly TimeSpan DescriptionTime = TimeSpan.FromSeconds(3);

    private const string RequestIdHeader = "X-Request-Id";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ResiliencePipeline<byte[]> _resilience = Resilience.Build(time);

    /// <summary>Asks for predictions.</summary>
    /// <param name="address">The address of the model or version.</param>
    /// <param name="payload">The body, JSON.</param>
    /// <param name="requestId">The id of the one request that the call is for; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> PredictAsync(
        Uri address, ReadOnlyMemory<byte> payload, string? requestId, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(callTime, time, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        context.Properties.Set(Resilience.Deadline, deadline);
        try
        {
            return await _resilience.ExecuteAsync(
                static async (context, call) =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, call.Address)
                    {
                        Content = new ReadOnlyMemoryContent(call.Payload) { Headers = { ContentType = Json } },
                    };
                    if (call.RequestId is not null)
                    {
                        request.Headers.TryAddWithoutValidation(RequestIdHeader, call.RequestId);
                    }

                    request.Options.Set(
                        Connections.Fresh, context.Properties.GetValue(Resilience.NeedsFreshConnection, false));
                    return await call.Client.SendAsync(request, call.Deadline);
                },
                context,
                new PredictCall(this, address, payload, requestId, deadline));
        }
        catch (BrokenCircuitException open)
        {
            throw new PredictionException(
                PredictionFailure.Unavailable,
                "The model server has failed too often lately, so it is left alone for a moment. Try again.",
                open)
            {
                RetryAfter = open.RetryAfter ?? Resilience.BreakDuration,
            };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Asks about a model: once, in its own time, whatever has become of earlier calls.</summary>
    /// <param name="address">The address of what is asked about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is asked about a model is asked for all callers: it belongs to no one's trace.
        Activity.Current = null;
        using var deadline = new CallDeadline(DescriptionTime, time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, deadline);
    }

    private async Task<byte[]> SendAsync(HttpRequestMessage request, CallDeadline deadline)
    {
        try
        {
            var http = await connection.GetAsync(deadline.Token);
            using var response = await http.SendAsync(request, deadline.Token);
            await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, deadline.Token);
            var body = await response.Content.ReadAsByteArrayAsync(deadline.Token);
            return response.IsSuccessStatusCode ? body : throw ServerFailures.Read(response, body, time);
        }
        catch (OperationCanceledException exception) when (deadline.IsOver)
        {
            throw new PredictionException(
                PredictionFailure.TimedOut,
                "The model server did not answer within the time for a request. Try again.",
                exception);
        }
        catch (Exception exception) when (ServerFailures.Read(exception) is { } failure)
        {
            throw failure;
        }
    }

    // A class, as code that is generic over it comes compiled, unlike over a struct.
    private sealed record PredictCall(
        ModelServerClient Client, Uri Address, ReadOnlyMemory<byte> Payload, string? RequestId, CallDeadline Deadline);
}
