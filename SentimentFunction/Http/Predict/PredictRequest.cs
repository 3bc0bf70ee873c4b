using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>A request for predictions: the instances that are slices of its body, and the memory that it
/// takes.</summary>
internal sealed class PredictRequest : IDisposable
{
    /// <summary>A sentence as text, and as the JSON that it was in.</summary>
    private const int BytesPerExplainedByte = 3;

    private PredictRequest(MemoryBudget budget) => Memory = new(budget);

    /// <summary>The memory that the request takes until <see cref="Dispose"/>.</summary>
    public MemoryLease Memory { get; }

    /// <summary>What to predict.</summary>
    public Instances Instances { get; private set; }

    /// <summary>The words whose effects are asked for; null for none.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>Reads and checks a request.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="payload">How much a call of the model server may carry.</param>
    /// <param name="budget">Where memory is taken from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The request is malformed (400), beyond a limit (413), or not
    /// JSON by its headers (415).</exception>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async Task<PredictRequest> ReadAsync(
        HttpRequest request,
        LimitsOptions limits,
        PayloadLimit payload,
        MemoryBudget budget,
        CancellationToken cancellationToken
    )
    {
        var result = new PredictRequest(budget);
        try
        {
            var body = await RequestBody.ReadAsync(
                request,
                limits.MaxBodyBytes,
                result.Memory,
                cancellationToken
            );
            result.Parse(body, limits, payload);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Memory.Dispose();

    private void Parse(ReadOnlyMemory<byte> body, LimitsOptions limits, PayloadLimit payload)
    {
        var json = WithoutByteOrderMark(body);
        if (json.IsEmpty)
        {
            throw Malformed.NoBody();
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw new BadHttpRequestException("The body is not valid UTF-8.");
        }

        try
        {
            var parser = new PredictRequestParser(json, limits, Memory);
            Instances = parser.Parse();
            if (parser.Explain)
            {
                Explain(new(limits), payload);
            }

            PredictRequestLimits.CheckSize(Instances, payload);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException($"The body is not valid JSON: {exception.Message}", exception);
        }
    }

    private void Explain(PredictRequestLimits limits, PayloadLimit payload)
    {
        Memory.Add((long)Instances.Json.Length * BytesPerExplainedByte);
        Explanation = Explanation.Of(Instances, PredictRequestLimits.CheckWords);
        limits.CheckExplanation(Explanation, payload);
        Instances = Explanation.Compose(Memory);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\ufeff"u8) ? text[3..] : text;
}
