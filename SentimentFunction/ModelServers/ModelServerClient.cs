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

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ResiliencePipeline<byte[]> _resilience = Resilience.Build(time);

    /// <summary>Asks for predictions.</summary>
    /// <param name="address">The address of the model or version.</param>
    /// <param name="payload">The body, JSON.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> PredictAsync(
        Uri address, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
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
                    request.Options.Set(
                        Connections.Fresh, context.Properties.GetValue(Resilience.NeedsFreshConnection, false));
                    return await call.Client.SendAsync(request, call.Deadline);
                },
                context,
                new PredictCall(this, address, payload, deadline));
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

    /// <summary>Asks about a model: in its own time, whatever has become of earlier calls; again only on a new
    /// connection, where one that had been idle, or frozen in the middle of the call, was broken.</summary>
    /// <param name="address">The address of what is asked about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var deadline = new CallDeadline(DescriptionTime, time, cancellationToken);
        try
        {
            return await GetAsync(address, isFresh: false, deadline);
        }
        catch (PredictionException broken) when (broken.Failure == PredictionFailure.ConnectionBroken)
        {
            return await GetAsync(address, isFresh: true, deadline);
        }
    }

    private async Task<byte[]> GetAsync(Uri address, bool isFresh, CallDeadline deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(Connections.Fresh, isFresh);
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
        ModelServerClient Client, Uri Address, ReadOnlyMemory<byte> Payload, CallDeadline Deadline);
}
