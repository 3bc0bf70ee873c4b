using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>A request for predictions: what to ask the model for, and the memory that it takes.</summary>
internal sealed class PredictRequest : IDisposable
{
    /// <summary>A text takes two bytes for what is one byte of JSON at least.</summary>
    private const int BytesPerExplainedByte = 2;

    private PredictRequest(string? version, MemoryBudget budget) =>
        (Version, Memory) = (version, new(budget));

    /// <summary>The memory that the request takes until <see cref="Dispose"/>.</summary>
    public MemoryLease Memory { get; }

    /// <summary>The model version that is asked for; null for the default one.</summary>
    public string? Version { get; }

    /// <summary>What to predict.</summary>
    public Instances Instances { get; private set; }

    /// <summary>The words whose effects are asked for; null for none.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>Reads and checks a request.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="budget">Where memory is taken from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The request is malformed (400), beyond a limit (413), or not
    /// JSON by its headers (415).</exception>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async ValueTask<PredictRequest> ReadAsync(
        HttpRequest request,
        PredictRequestLimits limits,
        MemoryBudget budget,
        CancellationToken cancellationToken
    )
    {
        var result = new PredictRequest(RequestedVersion.Of(request), budget);
        try
        {
            var body = await RequestBody.ReadAsync(
                request,
                limits.MaxBodyBytes,
                result.Memory,
                cancellationToken
            );
            result.Compose(PredictBody.Parse(body, limits), limits);
            if (result.Instances.IsIndependentOf(body))
            {
                result.Memory.Remove(body.Length);
            }

            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Where an instance that is asked for comes from.</summary>
    /// <param name="instance">The position of the instance, from 0.</param>
    /// <returns>The position among the sentences or instances of the caller.</returns>
    public int PositionOf(int instance) => Explanation?.SentenceOf(instance) ?? instance;

    /// <inheritdoc/>
    public void Dispose() => Memory.Dispose();

    private void Compose(PredictBody body, PredictRequestLimits limits)
    {
        Instances = new(body.Instances, body.Count)
        {
            SignatureName = body.SignatureName,
            Parameters = body.Parameters,
        };
        if (body.Explain)
        {
            Explain(body, limits);
        }
        else if (body.Sentences is { } sentences)
        {
            Instances = Instances with { Json = SentenceInstance.Compose(sentences, Memory) };
        }

        limits.CheckSize(Instances);
    }

    private void Explain(PredictBody body, PredictRequestLimits limits)
    {
        Memory.Add(body.Sentences!.Sum(sentence => (long)sentence.Length * BytesPerExplainedByte));
        Explanation = new(body.ReadSentences());
        var length = limits.CheckExplanation(Explanation, Instances);
        Instances = Instances with { Json = Explanation.Compose(length, Memory), Count = Explanation.Count };
    }
}
