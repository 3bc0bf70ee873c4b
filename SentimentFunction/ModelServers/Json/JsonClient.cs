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

    /// <summary>Reads what the server says when it refuses, also in an answer that is a success by its
    /// status.</summary>
    public RefusalReader Refusals => refusals;

    /// <summary>Asks for predictions.</summary>
    /// <param name="address">The address of the model or version.</param>
    /// <param name="payload">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The body of the answer: text in UTF-8.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<byte[]> PredictAsync(Uri address, JsonPayload payload, CancellationToken cancellationToken) =>
        _calls.PredictAsync(
            payload.Instances.Count,
            attempt => PostAsync(address, payload, attempt),
            cancellationToken
        );

    /// <summary>Asks about a model.</summary>
    /// <param name="address">The address of what is asked about.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A JSON object; the caller disposes of it.</returns>
    /// <exception cref="PredictionException">There is no answer, or it is a failure.</exception>
    public Task<JsonDocument> DescribeAsync(Uri address, CancellationToken cancellationToken) =>
        _calls.DescribeAsync(attempt => GetAsync(address, attempt), cancellationToken);

    private async Task<byte[]> PostAsync(Uri address, JsonPayload payload, Attempt attempt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = payload.CreateContent(),
        };
        if (payload.Instances.RequestId is { } requestId)
        {
            request.Headers.TryAddWithoutValidation(RequestIdHeader, requestId);
        }

        using var response = await SendAsync(request, attempt);
        return response.IsSuccessStatusCode
            ? await ReadAsync(response, MaxAnswerBytes, attempt)
            : throw refusals.OfPrediction(await ReadRefusalAsync(response, attempt), payload.Instances);
    }

    private async Task<JsonDocument> GetAsync(Uri address, Attempt attempt)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await SendAsync(request, attempt);
        return response.IsSuccessStatusCode
            ? JsonDescription.Parse(await ReadAsync(response, MaxDescriptionBytes, attempt))
            : throw refusals.OfDescription(await ReadRefusalAsync(response, attempt));
    }

    /// <summary>Sends a request, and waits for the head of its answer only.</summary>
    /// <remarks>An HttpClient, as Google's are, reads the whole body otherwise, whatever its size.</remarks>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Attempt attempt)
    {
        request.Options.Set(Connections.Fresh, attempt.NeedsFreshConnection);
        var http = await connection.GetAsync(attempt.Token);
        return http is HttpClient client
            ? await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, attempt.Token)
            : await http.SendAsync(request, attempt.Token);
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, int limit, Attempt attempt) =>
        AnswerText.Check(await AnswerReader.ReadAsync(response.Content, limit, budget, attempt.Token));

    /// <summary>Reads a failure; that its words can't be read doesn't change that it is one.</summary>
    private async Task<ServerError> ReadRefusalAsync(HttpResponseMessage response, Attempt attempt)
    {
        byte[] body = [];
        try
        {
            (body, _) = await AnswerReader.ReadSomeAsync(
                response.Content,
                MemoryBudget.SmallPiece,
                budget,
                attempt.Token
            );
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            // Its status says enough.
        }

        return ServerError.Read(response.StatusCode, body) with
        {
            RetryAfter = RetryAfter.Read(response, time),
        };
    }
}
