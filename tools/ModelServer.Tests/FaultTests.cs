using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class FaultTests : ModelServerTest
{
    private readonly WatchedTime _time = new();

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    protected override ModelServerOptions Options => new() { Time = _time };

    [Theory]
    [InlineData(AiPlatform, 503, "UNAVAILABLE")]
    [InlineData(VertexAi, 429, "RESOURCE_EXHAUSTED")]
    [InlineData(VertexAi, 418, "UNKNOWN")]
    public async Task Status_OfGoogle_HasItsShape(string path, int status, string name)
    {
        Server.Faults.Add(new(FaultKind.Status) { Status = status, RetryAfter = TimeSpan.FromSeconds(1.5) });

        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");

        AssertJson(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["code"] = status,
                    ["message"] = $"Injected fault: {name}",
                    ["status"] = name,
                },
            },
            await ReadAsync(response, (HttpStatusCode)status)
        );
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Status_OfTensorFlowServing_HasItsShape()
    {
        Server.Faults.Add(new(FaultKind.Status) { Status = 500, Message = "Out of memory." });

        using var response = await PostAsync($"{TensorFlowServing}:predict", """{"instances": ["a"]}""");

        AssertJson(
            new JsonObject { ["error"] = "Out of memory." },
            await ReadAsync(response, HttpStatusCode.InternalServerError)
        );
        Assert.Null(response.Headers.RetryAfter);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Reset_BreaksTheCall(string path)
    {
        Server.Faults.Add(new(FaultKind.Reset));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PredictAsync(path, "a"));

        Assert.IsType<IOException>(exception.InnerException, exactMatch: false);
        Assert.Equal(1, Server.Counters.Snapshot().Statuses[0]);
    }

    [Theory]
    [InlineData(FaultKind.ResetMidway)]
    [InlineData(FaultKind.Truncate)]
    public async Task HalfAnswer_HasAllHeadersAndLessBody(FaultKind kind)
    {
        Server.Faults.Add(new(kind));

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{AiPlatform}:predict")
        {
            Content = new StringContent(
                """{"instances": ["a"]}""",
                new MediaTypeHeaderValue("application/json")
            ),
        };
        using var response = await Client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            Cancelled
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(response.Content.Headers.ContentLength ?? 0, 50, 100);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            response.Content.ReadAsStringAsync(Cancelled)
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Garbage_IsNoJson(string path)
    {
        Server.Faults.Add(new(FaultKind.Garbage));

        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=UTF-8", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith(
            "<!DOCTYPE html>",
            await response.Content.ReadAsStringAsync(Cancelled),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(FaultKind.OneFewer, 1)]
    [InlineData(FaultKind.OneMore, 3)]
    public async Task WrongCount_IsOneOff(FaultKind kind, int count)
    {
        Server.Faults.Add(new(kind));

        foreach (var path in Paths)
        {
            Assert.Equal(count, (await PredictAsync(path, "a", "b"))["predictions"]!.AsArray().Count);
        }

        using var columns = await PostAsync($"{TensorFlowServing}:predict", """{"inputs": ["a", "b"]}""");
        Assert.Equal(count, (await ReadAsync(columns))["outputs"]!["probabilities"]!.AsArray().Count);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Nan_IsInThePredictions(string path)
    {
        Server.Faults.Add(new(FaultKind.Nan));

        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");

        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal(2, text.Split("NaN").Length - 1);
    }

    [Theory]
    [InlineData(false, """{"error": "Prediction failed: unknown error."}""")]
    [InlineData(true, """{"error": {"code": 13, "message": "Prediction failed: unknown error."}}""")]
    public async Task ErrorInOk_IsStringOrObject(bool asObject, string expected)
    {
        Server.Faults.Add(new(FaultKind.ErrorInOk) { AsObject = asObject });

        AssertJson(JsonNode.Parse(expected), await PredictAsync(AiPlatform, "a"));
    }

    [Fact]
    public async Task Delay_HoldsTheAnswer()
    {
        Server.Faults.Add(new(FaultKind.Delay) { Delay = TimeSpan.FromHours(1) });

        var call = PredictAsync(AiPlatform, "a");
        await _time.TimerCreated.InTimeAsync();
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromHours(1));

        AssertJson(Predictions("v1", "a"), (await call)["predictions"]);
    }

    [Fact]
    public async Task Latency_IsAddedToTheDelay()
    {
        Server.Settings.Latency = TimeSpan.FromHours(1);
        Server.Faults.Add(new(FaultKind.Delay) { Delay = TimeSpan.FromHours(1) });

        var call = PredictAsync(AiPlatform, "a");
        await _time.TimerCreated.InTimeAsync();
        _time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(1, Server.Counters.Snapshot().Running);
        _time.Advance(TimeSpan.FromMinutes(1));

        await call;
    }

    [Fact]
    public async Task Drip_SendsByteByByte()
    {
        Server.Faults.Add(new(FaultKind.Drip) { Pause = TimeSpan.Zero });

        AssertJson(Predictions("v1", "a"), (await PredictAsync(AiPlatform, "a"))["predictions"]);
    }
}
