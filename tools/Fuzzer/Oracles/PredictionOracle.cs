using System.Text.Json;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks answers with predictions.</summary>
/// <param name="promises">What the function has promised.</param>
internal sealed class PredictionOracle(Promises promises)
{
    private const string Promise = "prediction";

    /// <summary>Checks an answer of status 200.</summary>
    /// <param name="message">The request; null if it is uncertain which one.</param>
    /// <param name="root">The answer's body.</param>
    public IEnumerable<Violation> Check(Message? message, JsonElement root)
    {
        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("predictions", out var predictions)
        )
        {
            return message?.Json is null
                ? []
                : [new(Promise, "a prediction was asked for, and none came", root.GetRawText())];
        }

        return
        [
            .. CheckCount(message, predictions.GetArrayLength(), root),
            .. CheckSentiments(root, predictions.GetArrayLength()),
            .. ReportOracle.Check(root),
            .. CheckModel(root),
        ];
    }

    private static IEnumerable<Violation> CheckCount(Message? message, int count, JsonElement root)
    {
        if (message?.Json is not { } json)
        {
            yield break;
        }

        int? expected;
        try
        {
            expected = Count(json);
        }
        catch (JsonException)
        {
            expected = null;
        }

        if (expected is null)
        {
            yield return new(Promise, "a body that is no request was answered", root.GetRawText());
        }
        else if (expected != count)
        {
            yield return new(
                Promise,
                "the number of predictions is wrong",
                $"{count} of {expected}: {root.GetRawText()}"
            );
        }
    }

    /// <summary>How many sentences a body has; null if it is not a request.</summary>
    private static int? Count(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json.Span.StartsWith("\ufeff"u8) ? json[3..] : json);
        var root = document.RootElement;
        return root.ValueKind != JsonValueKind.Object ? null
            : root.TryGetProperty("sentence", out _) ? 1
            : root.TryGetProperty("sentences", out var list) || root.TryGetProperty("instances", out list)
                ? list.GetArrayLength()
            : null;
    }

    private IEnumerable<Violation> CheckSentiments(JsonElement root, int count)
    {
        if (!root.TryGetProperty("sentiments", out var sentiments))
        {
            if (!promises.IsFaulty)
            {
                yield return new(Promise, "the sentiments are missing", root.GetRawText());
            }

            yield break;
        }

        if (sentiments.GetArrayLength() != count)
        {
            yield return new(Promise, "the number of sentiments is wrong", root.GetRawText());
        }

        foreach (
            var sentiment in sentiments.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
        )
        {
            if (sentiment.GetProperty("score").GetDouble() is < 0 or > 1)
            {
                yield return new(Promise, "a score is beyond 0 and 1", root.GetRawText());
            }

            if (IsUnsure(sentiment) != sentiment.TryGetProperty("nearest", out _))
            {
                yield return new(
                    Promise,
                    "a sentiment is not unsure where it has a nearest label",
                    root.GetRawText()
                );
            }
        }
    }

    private static bool IsUnsure(JsonElement sentiment) =>
        sentiment.TryGetProperty("label", out var label) && label.ValueEquals("unsure");

    private IEnumerable<Violation> CheckModel(JsonElement root)
    {
        var version =
            root.TryGetProperty("model", out var model) && model.TryGetProperty("version", out var value)
                ? value.ValueKind
                : JsonValueKind.Undefined;
        var mayBeUnknown = promises.IsFaulty || HasNoPrediction(root);
        if (version != JsonValueKind.String && !(mayBeUnknown && version == JsonValueKind.Null))
        {
            yield return new(Promise, "the model's version is missing", root.GetRawText());
        }
    }

    /// <summary>Where every row was refused before anybody was asked, no version has answered.</summary>
    private static bool HasNoPrediction(JsonElement root) =>
        root.TryGetProperty("predictions", out var predictions)
        && predictions.EnumerateArray().All(prediction => prediction.ValueKind == JsonValueKind.Null);
}
