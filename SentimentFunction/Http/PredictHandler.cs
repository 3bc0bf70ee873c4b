using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Answers <c>POST /</c>: predictions, what they mean, and the model version that made them.</summary>
/// <param name="predictor">Makes the predictions.</param>
/// <param name="sentiments">Reads them for people.</param>
/// <param name="limits">What a caller may ask for.</param>
/// <param name="payload">How much a call of the model server may carry.</param>
/// <param name="budget">The memory for requests.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Reports predictions that are not understood.</param>
public sealed partial class PredictHandler(
    IPredictor predictor,
    SentimentReader sentiments,
    LimitsOptions limits,
    PayloadLimit payload,
    MemoryBudget budget,
    TimeProvider time,
    ILogger<PredictHandler> logger)
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = new RequestDeadline(context, limits, time);
        var version = RequestedVersion.Of(context.Request);
        using var request = await PredictRequest.ReadAsync(
            context.Request, limits, payload, budget, deadline.Token);
        var record = RequestRecord.Of(context);
        record.Instances = request.Instances.Count;

        using var activity = Telemetry.StartPrediction();
        var result = await record.AskAsync(
            () => predictor.PredictAsync(request.Instances, version, deadline.Token), answer => answer.Model);
        Telemetry.Count(activity, result);

        // The predictions as the model server wrote them, and once more in the answer.
        request.Memory.Add(2L * result.Predictions.Size);
        await JsonResponse.WriteAsync(context, writer => Write(writer, result, request.Explanation));
    }

    private void Write(Utf8JsonWriter writer, PredictionResult result, Explanation? explanation)
    {
        var predictions = explanation?.Answers(result.Predictions) ?? result.Predictions;
        writer.WriteStartObject();
        writer.WriteStartArray("predictions");
        for (var i = 0; i < predictions.Count; i++)
        {
            writer.WriteRawValue(predictions[i].Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        if (Read(predictions) is { } read)
        {
            WriteSentiments(writer, read, ReadEffects(explanation, result.Predictions, read));
        }

        writer.WritePropertyName("model");
        JsonResponse.WriteModel(writer, result.Model);
        writer.WriteEndObject();
    }

    private Sentiment[]? Read(Predictions predictions)
    {
        var read = new Sentiment[predictions.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (sentiments.Read(predictions[i]) is not { } sentiment)
            {
                LogNotUnderstood(i);
                return null;
            }

            read[i] = sentiment;
        }

        return read;
    }

    private IReadOnlyList<IReadOnlyList<WordEffect>>? ReadEffects(
        Explanation? explanation, Predictions predictions, Sentiment[] read)
    {
        var effects = explanation?.ReadEffects(predictions, read, sentiments);
        if (explanation is not null && effects is null)
        {
            LogWordsNotUnderstood();
        }

        return effects;
    }

    private static void WriteSentiments(
        Utf8JsonWriter writer, Sentiment[] read, IReadOnlyList<IReadOnlyList<WordEffect>>? effects)
    {
        writer.WriteStartArray("sentiments");
        for (var i = 0; i < read.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("label", read[i].Label);
            writer.WriteNumber("score", read[i].Score);
            if (effects is not null)
            {
                WriteWords(writer, effects[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter writer, IReadOnlyList<WordEffect> words)
    {
        writer.WriteStartArray("words");
        foreach (var word in words)
        {
            writer.WriteStartObject();
            writer.WriteString("text", word.Text);
            writer.WriteNumber("start", word.Word.Start);
            writer.WriteNumber("length", word.Word.Length);
            writer.WriteNumber("effect", word.Effect);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    [LoggerMessage(
        EventId = 2,
        Level = LogLevel.Warning,
        Message = "Prediction {Index} has no shape in which a sentiment is found, so the answer has none. "
            + "Model__Labels and Model__Output say how to read it.")]
    private partial void LogNotUnderstood(int index);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Warning,
        Message = "The prediction of a sentence without one of its words has another shape than that of the sentence, "
            + "so the answer explains no words.")]
    private partial void LogWordsNotUnderstood();
}
