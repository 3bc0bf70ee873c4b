using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>The function before a server of gRPC's own C-core, on which TensorFlow Serving is built.</summary>
public sealed class CCoreTests : IAsyncLifetime
{
    private CCoreServer? _server;
    private FunctionTestServer? _function;
    private HttpClient? _client;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var reason = await CCoreServer.PrepareAsync();
        Assert.SkipWhen(reason is not null, reason ?? "");
        _server = await CCoreServer.StartAsync();
        _function = TestFunction.Start([
            ("Model:Server", "tensorflow-serving"),
            ("Model:Protocol", "grpc"),
            ("Model:BaseUri", (await _server.AddressAsync()).AbsoluteUri),
            ("Limits:MaxBodyBytes", "33554432"),
            ("Limits:MaxSentenceLength", "1000000"),
        ]);
        _client = _function.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        _function?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Sentences_AreAnsweredByTheVersionThatIsReported()
    {
        foreach (var (query, version) in (((string, string)[])[("", "2"), ("?version=1", "1")]))
        {
            var (status, answer) = await PredictAsync(query, "I love it", "é 😀", "");

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(version, (string?)answer["model"]!["version"]);
            AssertOwn(answer, version, "I love it", "é 😀", "");
        }
    }

    [Theory]
    [InlineData("?version=9", "good", HttpStatusCode.NotFound)]
    [InlineData("", "bad", HttpStatusCode.UnprocessableEntity)]
    [InlineData("", "busy", HttpStatusCode.OK)]
    public async Task Refusal_IsToldAsWhatItMeans(string query, string sentence, HttpStatusCode status) =>
        Assert.Equal(status, (await PredictAsync(query, sentence)).Status);

    [Fact]
    public async Task Deadline_ThatPasses_IsATimeOut()
    {
        await PredictAsync("", "warm");

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await PredictAsync("", "slow")).Status);
    }

    [Fact]
    public async Task Message_OfTwentyMegabytes_GoesThrough() =>
        Assert.Equal(
            HttpStatusCode.OK,
            (await PredictAsync("", [.. Enumerable.Repeat(new string('x', 1_000_000), 20)])).Status
        );

    [Fact]
    public async Task Connections_ThatEndEverySecond_CostNoAnswer()
    {
        var startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async client =>
                {
                    for (var i = 0; Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(5); i++)
                    {
                        var sentence = new string('x', client + 1);
                        var (status, answer) = await PredictAsync("", sentence);

                        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
                        AssertOwn(answer, "2", sentence);
                    }
                })
        );
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> PredictAsync(
        string query,
        params string[] sentences
    )
    {
        using var response = await _client!.PostAsJsonAsync(
            $"/{query}",
            new { instances = sentences.Select(sentence => new { sentence }) },
            Cancelled
        );
        return (response.StatusCode, await ServedFunction.ReadAsync(response));
    }

    private static void AssertOwn(JsonNode answer, string version, params string[] sentences)
    {
        var predictions = answer["predictions"]!.AsArray();
        Assert.Equal(sentences.Length, predictions.Count);
        foreach (var (prediction, sentence) in predictions.Zip(sentences))
        {
            // Python counts code points.
            var positive = (float)(1.0 / (1 + sentence.EnumerateRunes().Count()));
            Assert.Equal(positive, (float)prediction!["probabilities"]![1]!);
            Assert.Equal(version, (string?)prediction["version"]);
        }
    }
}
