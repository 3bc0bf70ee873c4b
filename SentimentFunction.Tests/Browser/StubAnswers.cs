using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Tests.Browser;

/// <summary>What a stubbed function answers.</summary>
internal static partial class StubAnswers
{
    /// <summary>A model version with all its fields.</summary>
    public const string Model = """
        {"name":"sentiment","version":"v3","resource":"projects/p/models/sentiment/versions/v3",
        "server":"ai-platform","framework":"TENSORFLOW","runtimeVersion":"2.11",
        "createdAt":"2026-11-20T09:00:00Z"}
        """;

    /// <summary>The trace id of every problem.</summary>
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private static readonly string[] SadWords =
    [
        "crushed",
        "never",
        "waste",
        "loud",
        "ruined",
        "mess",
        "cold",
        "breaks",
        "awful",
        "flat",
    ];

    /// <summary>Rates each sentence by its words; says that it took 12.5 ms, 11 of them upstream.</summary>
    public static async Task RateAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body);
        var sentences = request
            .RootElement.GetProperty("sentences")
            .EnumerateArray()
            .Select(sentence => sentence.GetString()!)
            .ToArray();
        var answer = JsonNode.Parse(Prediction([.. sentences.Select(ScoreOf)]))!;
        if (request.RootElement.TryGetProperty("explain", out _))
        {
            foreach (var (sentence, sentiment) in sentences.Zip(answer["sentiments"]!.AsArray()))
            {
                sentiment!["words"] = WordsOf(sentence);
            }
        }

        answer["model"]!["version"] = context.Request.Query["version"].FirstOrDefault() ?? "v3";
        context.Response.Headers["Server-Timing"] = "upstream;dur=11.00, total;dur=12.50";
        await Json(answer.ToJsonString())(context);
    }

    /// <summary>Rates each sentence as a version of the model.</summary>
    public static RequestDelegate RateAs(string version) =>
        context =>
        {
            context.Request.QueryString = new($"?version={version}");
            return RateAsync(context);
        };

    /// <summary>An answer of predictions with these probabilities of the positive label.</summary>
    public static string Prediction(params double[] scores) =>
        new JsonObject
        {
            ["predictions"] = new JsonArray([
                .. scores.Select(score => new JsonObject
                {
                    ["probabilities"] = new JsonArray(Math.Round(1 - score, 3), score),
                }),
            ]),
            ["sentiments"] = new JsonArray([
                .. scores.Select(score => new JsonObject
                {
                    ["label"] = score < 0.5 ? "negative" : "positive",
                    ["score"] = Math.Round(Math.Max(score, 1 - score), 3),
                }),
            ]),
            ["model"] = JsonNode.Parse(Model),
        }.ToJsonString();

    /// <summary>Answers 200 with a JSON text.</summary>
    public static RequestDelegate Json(string json) =>
        context => WriteAsync(context, 200, "application/json", json);

    /// <summary>Answers with a problem, and with a Retry-After header when one is given.</summary>
    public static RequestDelegate Problem(int status, string detail, string? retryAfter = null) =>
        context =>
        {
            context.Response.Headers.RetryAfter = retryAfter;
            var problem = new JsonObject
            {
                ["type"] = "about:blank",
                ["title"] = "Problem",
                ["status"] = status,
                ["detail"] = detail,
                ["traceId"] = TraceId,
            };
            return WriteAsync(context, status, "application/problem+json", problem.ToJsonString());
        };

    /// <summary>Answers with a web page, as something that is not the function would.</summary>
    public static RequestDelegate WebPage(int status) =>
        context => WriteAsync(context, status, "text/html", "<!DOCTYPE html><title>Hello</title>");

    /// <summary>Answers as another delegate does, once a gate opens; until then the caller waits.</summary>
    public static RequestDelegate After(Task gate, RequestDelegate answer) =>
        async context =>
        {
            await gate.WaitAsync(context.RequestAborted);
            await answer(context);
        };

    /// <summary>A later word speaks more for the label; "but" speaks against it.</summary>
    private static JsonArray WordsOf(string sentence) =>
        [
            .. Words()
                .Matches(sentence)
                .Select(
                    (word, index) =>
                        new JsonObject
                        {
                            ["text"] = word.Value,
                            ["start"] = word.Index,
                            ["length"] = word.Length,
                            ["effect"] = word.Value == "but" ? -0.125 : index / 16.0,
                        }
                ),
        ];

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    private static double ScoreOf(string sentence) =>
        SadWords.Any(word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? 0.03 + (sentence.Length % 7 / 50.0)
            : 0.97 - (sentence.Length % 9 / 40.0);

    private static Task WriteAsync(HttpContext context, int status, string contentType, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text);
    }
}
