using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>Answers <c>POST /</c>: predictions, what they mean, and the model version that made
/// them.</summary>
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
    ILogger<PredictHandler> logger
)
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = RequestDeadline.Start(context, limits, time);
        var version = RequestedVersion.Of(context.Request);
        using var request = await PredictRequest.ReadAsync(
            context.Request,
            limits,
            payload,
            budget,
            deadline.Token
        );
        var record = RequestRecord.Of(context);
        record.Instances = request.Instances.Count;
        var instances = request.Instances with { RequestId = record.RequestId };

        using var activity = Telemetry.StartPrediction();
        var result = await record.AskAsync(
            () => predictor.PredictAsync(instances, version, deadline.Token),
            answer => answer.Model
        );
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

    /// <summary>The sentiments that are understood; null when none is.</summary>
    private Sentiment?[]? Read(Predictions predictions)
    {
        var read = new Sentiment?[predictions.Count];
        var (missing, first, firstOdd) = (0, 0, (double?)null);
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = sentiments.Read(predictions[i], out var oddNumber);
            if (read[i] is null && missing++ == 0)
            {
                (first, firstOdd) = (i, oddNumber);
            }
        }

        LogMissing(missing, read.Length, first, firstOdd);
        return missing == read.Length ? null : read;
    }

    /// <summary>One entry a request: of several predictions without a sentiment, the first tells what is
    /// wrong.</summary>
    private void LogMissing(int missing, int count, int first, double? oddNumber)
    {
        if (missing > 0 && oddNumber is { } number)
        {
            LogNoProbability(missing, count, first, number);
        }
        else if (missing > 0)
        {
            LogNotUnderstood(missing, count, first);
        }
    }

    private IReadOnlyList<IReadOnlyList<WordEffect>?>? ReadEffects(
        Explanation? explanation,
        Predictions predictions,
        Sentiment?[] read
    )
    {
        var effects = explanation?.ReadEffects(predictions, read, sentiments);
        if (
            effects is not null
            && read.Where((sentiment, i) => sentiment is not null && effects[i] is null).Any()
        )
        {
            LogWordsNotUnderstood();
        }

        return effects;
    }

    private static void WriteSentiments(
        Utf8JsonWriter writer,
        Sentiment?[] read,
        IReadOnlyList<IReadOnlyList<WordEffect>?>? effects
    )
    {
        writer.WriteStartArray("sentiments");
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i] is { } sentiment)
            {
                WriteSentiment(writer, sentiment, effects?[i]);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteSentiment(
        Utf8JsonWriter writer,
        Sentiment sentiment,
        IReadOnlyList<WordEffect>? words
    )
    {
        writer.WriteStartObject();
        writer.WriteString("label", sentiment.Label);
        writer.WriteNumber("score", sentiment.Score);
        if (words is not null)
        {
            WriteWords(writer, words);
        }

        writer.WriteEndObject();
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
        Message = "{Missing} of {Count} predictions have no sentiment. Prediction {Index}, counted from 0, "
            + "has no "
            + "shape in which one is found: Model__Labels and Model__Output say how to read it."
    )]
    private partial void LogNotUnderstood(int missing, int count, int index);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "{Missing} of {Count} predictions have no sentiment. Prediction {Index}, counted from 0, "
            + "holds "
            + "{Number} where a probability from 0 to 1 is expected: Model__Output names the output that "
            + "holds "
            + "probabilities. A logit or a percentage is none."
    )]
    private partial void LogNoProbability(int missing, int count, int index, double number);

    [LoggerMessage(
        EventId = 3,
        Level = LogLevel.Warning,
        Message = "The prediction of a sentence without one of its words is not understood as that of the "
            + "sentence is, so its words are not explained."
    )]
    private partial void LogWordsNotUnderstood();
}
