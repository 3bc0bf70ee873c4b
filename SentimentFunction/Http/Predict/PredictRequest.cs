using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>A request for predictions: what to ask the model for, and the memory that it takes.</summary>
internal sealed class PredictRequest : IDisposable
{
    /// <summary>A text takes two bytes for what is one byte of JSON at least.</summary>
    private const int BytesPerExplainedByte = 2;

    private PredictRequest(
        string? version,
        Instances instances,
        Explanation? explanation,
        MemoryLease memory
    ) => (Version, Instances, Explanation, Memory) = (version, instances, explanation, memory);

    /// <summary>The memory that the request takes until <see cref="Dispose"/>.</summary>
    public MemoryLease Memory { get; }

    /// <summary>The model version that is asked for; null for the default one.</summary>
    public string? Version { get; }

    /// <summary>What to predict; none where all sentences or instances have errors that are
    /// reported.</summary>
    public Instances Instances { get; }

    /// <summary>The words whose effects are asked for; null for none.</summary>
    public Explanation? Explanation { get; }

    /// <summary>The errors of single sentences or instances; null where they fail the request.</summary>
    public RowReport? Report { get; private init; }

    /// <summary>Reads and checks a request.</summary>
    /// <param name="request">The request, already decompressed.</param>
    /// <param name="requestId">What it is called at the model server; null for nothing.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <param name="budget">Where memory is taken from.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="BadHttpRequestException">The request is malformed (400), beyond a limit (413), or not
    /// JSON by its headers (415).</exception>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async ValueTask<PredictRequest> ReadAsync(
        HttpRequest request,
        string? requestId,
        PredictRequestLimits limits,
        MemoryBudget budget,
        CancellationToken cancellationToken
    )
    {
        var version = RequestedVersion.Of(request);
        var memory = new MemoryLease(budget);
        try
        {
            var json = await RequestBody.ReadAsync(request, limits.MaxBodyBytes, memory, cancellationToken);
            var body = PredictBody.Parse(json, limits);
            var report = body.Errors is { } errors ? new RowReport(body.Count, errors) : null;
            var explanation = body.Explain ? ReadWords(body, report, memory) : null;
            var instances = Compose(body, report, explanation, requestId, limits, memory);
            if (instances.IsIndependentOf(json))
            {
                memory.Remove(json.Length);
            }

            return new(version, instances, explanation, memory) { Report = report };
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Where an instance that is asked for comes from.</summary>
    /// <param name="instance">The position of the instance, from 0.</param>
    /// <returns>The position among the sentences or instances of the caller.</returns>
    public int PositionOf(int instance)
    {
        var position = Explanation?.SentenceOf(instance) ?? instance;
        return Report?.Left[position] ?? position;
    }

    /// <inheritdoc/>
    public void Dispose() => Memory.Dispose();

    private static Explanation ReadWords(PredictBody body, RowReport? report, MemoryLease memory)
    {
        memory.Add(body.Sentences!.Sum(sentence => (long)sentence.Length * BytesPerExplainedByte));
        var explanation = new Explanation(body.ReadSentences());
        var sentences = explanation.Sentences;
        var others = report?.TakeOut(position =>
            PredictRequestLimits.FindFlaw(sentences[position]) is { } flaw
                ? RowError.Of(report.Left[position], flaw)
                : null
        );
        return others is null || others.Count == sentences.Count
            ? explanation
            : new(others.Select(position => sentences[position].Text));
    }

    private static Instances Compose(
        PredictBody body,
        RowReport? report,
        Explanation? explanation,
        string? requestId,
        PredictRequestLimits limits,
        MemoryLease memory
    )
    {
        if (report is { Left.Count: 0 })
        {
            return Instances.None;
        }

        var json =
            body.Sentences is { } sentences && explanation is null
                ? SentenceInstance.Compose(sentences, memory)
                : body.Instances;
        var instances = new Instances(json, body.Sentences?.Count ?? body.Count)
        {
            SignatureName = body.SignatureName,
            Parameters = body.Parameters,
            RequestId = requestId,
        };
        if (explanation is not null)
        {
            var length = limits.CheckExplanation(explanation, instances);
            instances = instances with
            {
                Json = explanation.Compose(length, memory),
                Count = explanation.Count,
            };
        }
        else if (body.Sentences is null && report is { Errors.Count: > 0 })
        {
            instances = new InstanceSlices(instances).Pick(report.Left, memory);
        }

        limits.CheckSize(instances);
        return instances;
    }
}
