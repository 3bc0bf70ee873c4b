using System.Net.Http.Headers;
using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Asks a model server over HTTP, in JSON.</summary>
/// <param name="connection">The connection; it adds the credentials.</param>
/// <param name="refusals">Reads what the server says when it refuses.</param>
/// <param name="times">The time for a call.</param>
/// <param name="budget">The memory for answers.</param>
/// <param name="time">The clock.</param>
internal sealed class JsonClient(
    SharedTask<HttpMessageInvoker> connection,
    RefusalReader refusals,
    CallTimes times,
    MemoryBudget budget,
    TimeProvider time
)
{
    /// <summary>The largest answer with predictions, in bytes: what Cloud Functions can send on.</summary>
    private const int MaxAnswerBytes = 33_554_432;

    /// <summary>The largest description.</summary>
    private const int MaxDescriptionBytes = 1_048_576;

    private const string RequestIdHeader = "X-Request-Id";

    private readonly ServerCalls _calls = new(times, time);

    /// <summary>Whether predictions that are said to be something else than JSON are none. The default is
    /// that only their text counts.</summary>
    public bool ChecksContentType { get; init; }

    /// <summary>Asks for predictions.</summary>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="address">The address of the model or version.</param>
    /// <param name="payload">The body.</param>
    /// <param name="read">Reads the body of the answer, text in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<T> PredictAsync<T>(
        Uri address,
        JsonPayload payload,
        AnswerReading<T> read,
        CancellationToken cancellationToken
    ) =>
        _calls.PredictAsync(
            payload.Instances.Count,
            (Client: this, Address: address, Payload: payload, Read: read),
            static (call, attempt) => call.Client.PostAsync(call.Address, call.Payload, call.Read, attempt),
            cancellationToken
        );

    /// <summary>Asks about a model.</summary>
    /// <param name="address">The address of what is asked about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A JSON object; the caller disposes of it.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<JsonDocument> DescribeAsync(Uri address, CancellationToken cancellationToken) =>
        _calls.DescribeAsync(
            (Client: this, Address: address),
            static (call, attempt) => call.Client.GetAsync(call.Address, attempt),
            cancellationToken
        );

    private async Task<T> PostAsync<T>(
        Uri address,
        JsonPayload payload,
        AnswerReading<T> read,
        Attempt attempt
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = payload.CreateContent(),
        };
        if (payload.Instances.RequestId is { } requestId)
        {
            request.Headers.TryAddWithoutValidation(RequestIdHeader, requestId);
        }

        using var response = await (await ConnectAsync(request, attempt)).SendAsync(request, attempt.Token);
        if (!response.IsSuccessStatusCode)
        {
            throw refusals.OfPrediction(await ReadRefusalAsync(response, attempt), payload.Instances);
        }

        return ChecksContentType && !IsJson(response.Content.Headers.ContentType)
            ? throw ServerFailure.AnswerNotUnderstood.ToException()
            : read(await ReadAsync(response, MaxAnswerBytes, attempt), payload.Instances, refusals);
    }

    /// <summary>Some servers leave it out, as KServe does for a CloudEvent.</summary>
    private static bool IsJson(MediaTypeHeaderValue? type) =>
        type?.MediaType is null
        || type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || type.MediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);

    private async Task<JsonDocument> GetAsync(Uri address, Attempt attempt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await (await ConnectAsync(request, attempt)).SendAsync(request, attempt.Token);
        return response.IsSuccessStatusCode
            ? JsonDescription.Parse(await ReadAsync(response, MaxDescriptionBytes, attempt))
            : throw refusals.OfDescription(await ReadRefusalAsync(response, attempt));
    }

    private ValueTask<HttpMessageInvoker> ConnectAsync(HttpRequestMessage request, Attempt attempt)
    {
        if (attempt.NeedsFreshConnection)
        {
            request.Options.Set(Connections.Fresh, true);
        }

        return connection.GetAsync(attempt.Token);
    }

    private async ValueTask<byte[]> ReadAsync(HttpResponseMessage response, int limit, Attempt attempt) =>
        AnswerText.Check(await AnswerReader.ReadAsync(response.Content, limit, budget, attempt.Token));

    private Task<ServerError> ReadRefusalAsync(HttpResponseMessage response, Attempt attempt) =>
        ErrorAnswer.ReadAsync(response, budget, time, attempt.Token);
}
