using System.Diagnostics;
using Polly;
using Polly.CircuitBreaker;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Sends calls to a model server over HTTP: in time, with one repetition, behind a circuit
/// breaker.</summary>
/// <param name="connection">The connection; it adds the credentials.</param>
/// <param name="callTime">The time for a prediction, its repetition included.</param>
/// <param name="options">The model.</param>
/// <param name="budget">The memory for answers.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelServerClient(
    SharedTask<HttpMessageInvoker> connection,
    TimeSpan callTime,
    ModelOptions options,
    MemoryBudget budget,
    TimeProvider time
)
{
    /// <summary>The largest answer with predictions, in bytes: what Cloud Functions can send on.</summary>
    private const int MaxAnswerBytes = 33_554_432;

    /// <summary>The largest description.</summary>
    private const int MaxDescriptionBytes = 1_048_576;

    /// <summary>How much of an answer that is a failure is read.</summary>
    private const int MaxErrorBytes = 65_536;

    /// <summary>The time for a call that asks about a model; predictions may wait for it.</summary>
    private static readonly TimeSpan DescriptionTime = TimeSpan.FromSeconds(3);

    private const string RequestIdHeader = "X-Request-Id";

    private readonly ResiliencePipeline<byte[]> _resilience = Resilience.Build(time);

    /// <summary>Asks for predictions.</summary>
    /// <param name="address">The address of the model or version.</param>
    /// <param name="payload">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> PredictAsync(
        Uri address,
        PredictPayload payload,
        CancellationToken cancellationToken
    )
    {
        Telemetry.CountCall(payload.Instances.Count);
        using var deadline = new Deadline(callTime, time, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            return await _resilience.ExecuteAsync(
                static async (context, call) =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, call.Address)
                    {
                        Content = call.Payload.CreateContent(),
                    };
                    if (call.Payload.Instances.RequestId is { } requestId)
                    {
                        request.Headers.TryAddWithoutValidation(RequestIdHeader, requestId);
                    }

                    if (context.Properties.GetValue(Resilience.NeedsFreshConnection, false))
                    {
                        request.Options.Set(Connections.Fresh, true);
                    }

                    return await call.Client.SendAsync(request, call.Payload, call.Deadline);
                },
                context,
                new PredictCall(this, address, payload, deadline)
            );
        }
        catch (BrokenCircuitException open)
        {
            throw new PredictionException(
                PredictionFailure.Unavailable,
                "The model server has failed too often lately, so it is left alone for a moment. Try again.",
                open
            )
            {
                RetryAfter = open.RetryAfter ?? Resilience.BreakDuration,
            };
        }
        catch (OperationCanceledException exception)
            when (deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw TooLate(exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Asks about a model: in its own time, whatever has become of earlier calls; again only on a
    /// new connection, where one that had been idle, or frozen in the middle of the call, was
    /// broken.</summary>
    /// <param name="address">The address of what is asked about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        // What is asked about a model is asked for all callers: it belongs to no one's trace.
        Activity.Current = null;
        using var deadline = new Deadline(DescriptionTime, time, cancellationToken);
        try
        {
            return await GetAsync(address, isFresh: false, deadline);
        }
        catch (PredictionException broken) when (broken.Failure == PredictionFailure.ConnectionBroken)
        {
            return await GetAsync(address, isFresh: true, deadline);
        }
    }

    private async Task<byte[]> GetAsync(Uri address, bool isFresh, Deadline deadline)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Options.Set(Connections.Fresh, isFresh);
        return await SendAsync(request, null, deadline);
    }

    private async Task<byte[]> SendAsync(
        HttpRequestMessage request,
        PredictPayload? payload,
        Deadline deadline
    )
    {
        try
        {
            var http = await connection.GetAsync(deadline.Token);
            using var response = await StartAsync(http, request, deadline.Token);
            var limit = payload is null ? MaxDescriptionBytes : MaxAnswerBytes;
            return response.IsSuccessStatusCode
                ? AnswerText.Check(
                    await AnswerReader.ReadAsync(response.Content, limit, budget, deadline.Token)
                )
                : throw await ReadFailureAsync(response, payload, deadline.Token);
        }
        catch (Exception exception) when (exception is not PredictionException)
        {
            // The end of a call can also break a connection, or a library, in the middle of something.
            throw deadline.IsOver ? TooLate(exception)
            : deadline.Token.IsCancellationRequested ? new OperationCanceledException(deadline.Token)
            : ServerFailures.Read(exception);
        }
    }

    /// <summary>Sends a request, and waits for the head of its answer only.</summary>
    /// <remarks>An HttpClient, as Google's are, reads the whole body otherwise, whatever its size.</remarks>
    private static Task<HttpResponseMessage> StartAsync(
        HttpMessageInvoker http,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : http.SendAsync(request, cancellationToken);

    /// <param name="response">The answer.</param>
    /// <param name="payload">The body of the request for predictions; null for one that asks about a
    /// model.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async Task<PredictionException> ReadFailureAsync(
        HttpResponseMessage response,
        PredictPayload? payload,
        CancellationToken cancellationToken
    )
    {
        var body = await ReadErrorAsync(response.Content, cancellationToken);
        var error = ServerError.Read(response.StatusCode, body);
        var refusal = payload is null
            ? Refusal.OfDescription(error)
            : Refusal.OfPrediction(error, options, payload);
        return ServerFailures.Read(
            response,
            refusal,
            error.Describe(payload?.Instances ?? default, body.Length),
            time
        );
    }

    /// <summary>Reads what a failure says; that it can't be read doesn't change that it is one.</summary>
    private async Task<byte[]> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            return (
                await AnswerReader.ReadSomeAsync(content, MaxErrorBytes, budget, cancellationToken)
            ).Bytes;
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            return [];
        }
    }

    private static PredictionException TooLate(Exception exception) =>
        Deadline.Missed(SafeCause.Of(exception));

    // A class, as code that is generic over it comes compiled, unlike over a struct.
    private sealed record PredictCall(
        ModelServerClient Client,
        Uri Address,
        PredictPayload Payload,
        Deadline Deadline
    );
}
