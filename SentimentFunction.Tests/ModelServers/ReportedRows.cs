using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Requests that report their bad rows, and what is right about their answers.</summary>
internal static class ReportedRows
{
    /// <summary>Two of them are bad.</summary>
    public static readonly string[] Sentences = ["I love it", "BAD one", "So so", "It broke", "BAD two"];

    public static Fault FaultOf(int status, bool isNamed) =>
        status == 422
            ? new(FaultKind.Refuse) { Containing = "BAD", WithoutIndex = !isNamed }
            : new(FaultKind.Status) { Status = 500, Containing = "BAD" };

    public static async Task<(HttpStatusCode Code, JsonNode Answer)> ReportAsync(
        ServedFunction function,
        params string[] sentences
    ) => await ReportAsync(function, sentences, version: null);

    public static async Task<(HttpStatusCode Code, JsonNode Answer)> ReportAsync(
        ServedFunction function,
        string[] sentences,
        string? version = null,
        bool explain = false
    )
    {
        var body = new JsonObject
        {
            ["sentences"] = new JsonArray([.. sentences.Select(sentence => (JsonNode)sentence)]),
            ["onError"] = "report",
            ["explain"] = explain,
        };
        using var response = await function.Client.PostAsync(
            new Uri(version is null ? "/" : $"/?version={version}", UriKind.Relative),
            new StringContent(body.ToJsonString(), null, "application/json"),
            TestContext.Current.CancellationToken
        );
        return (response.StatusCode, await ServedFunction.ReadAsync(response));
    }

    /// <summary>Every good row has its own prediction, of one version; every bad one an error.</summary>
    public static void AssertRows(
        JsonNode answer,
        string[] sentences,
        string bad,
        int status,
        int? malformed = null
    )
    {
        var isBad = sentences.Select(each => each.StartsWith(bad, StringComparison.Ordinal)).ToArray();
        var predictions = answer["predictions"]!.AsArray();
        Assert.Equal(isBad, predictions.Select(prediction => prediction is null));
        Assert.Equal(
            Enumerable
                .Range(0, sentences.Length)
                .Where(row => isBad[row])
                .Select(row => (row, row == malformed ? 400 : status)),
            answer["errors"]!.AsArray().Select(each => ((int)each!["index"]!, (int)each["status"]!))
        );
        foreach (var (prediction, sentence) in predictions.Zip(sentences).Where(row => row.First is not null))
        {
            Assert.Equal(
                ServedFunction.Classify(prediction!, sentence),
                (float)prediction!["probabilities"]![1]!
            );
        }

        var made = predictions.Where(each => each is not null).Select(each => (string)each!["version"]!);
        Assert.Equal(
            ((string)answer["model"]!["version"]!).TrimStart('v'),
            Assert.Single(made.Distinct()).TrimStart('v')
        );
    }
}
