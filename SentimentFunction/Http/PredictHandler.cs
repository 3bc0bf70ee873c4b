using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Answers <c>POST /</c>: predictions, what they mean, and the model version that made them.</summary>
/// <param name="predictor">Makes the predictions.</param>
/// <param name="sentiments">Reads them for people.</param>
/// <param name="limits">What a caller may ask for.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of predictions that are not understood.</param>
public sealed partial class PredictHandler(
    IPredictor predictor,
    SentimentReader sentiments,
    LimitsOptions limits,
    TimeProvider time,
    ILogger<PredictHandler> logger)
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = new RequestDeadline(context, limits, time);
        var version = RequestedVersion.Of(context.Request);
        using var request = await PredictRequest.ReadAsync(context.Request, limits, deadline.Token);
        var record = RequestRecord.Of(context);
        record.Instances = request.Instances.Count;

        using var activity = Telemetry.StartPrediction();
        var result = await record.AskAsync(
            () => predictor.PredictAsync(request.Instances, version, deadline.Token), answer => answer.Model);
        Telemetry.Count(activity, result);

        await JsonResponse.WriteAsync(context, writer => Write(writer, result));
    }

    private void Write(Utf8JsonWriter writer, PredictionResult result)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("predictions");
        for (var i = 0; i < result.Predictions.Count; i++)
        {
            writer.WriteRawValue(result.Predictions[i].Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        WriteSentiments(writer, result.Predictions);
        writer.WritePropertyName("model");
        JsonResponse.WriteModel(writer, result.Model);
        writer.WriteEndObject();
    }

    private void WriteSentiments(Utf8JsonWriter writer, Predictions predictions)
    {
        var read = new Sentiment[predictions.Count];
        for (var i = 0; i < read.Length; i++)
        {
            if (sentiments.Read(predictions[i]) is not { } sentiment)
            {
                LogNotUnderstood(i);
                return;
            }

            read[i] = sentiment;
        }

        writer.WriteStartArray("sentiments");
        foreach (var sentiment in read)
        {
            writer.WriteStartObject();
            writer.WriteString("label", sentiment.Label);
            writer.WriteNumber("score", sentiment.Score);
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
}
