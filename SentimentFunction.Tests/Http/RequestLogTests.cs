using System.Net;
using Microsoft.Extensions.Logging;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class RequestLogTests : HttpTest
{
    private const string Category = "SentimentFunction.Http.RequestEdge";

    [Fact]
    public async Task Request_Answered_IsOneEntryWithoutItsText()
    {
        Start(new FakePredictor());

        await PredictAsync("""{"sentence": "my secret feelings"}""");

        var entry = Assert.Single(Server.GetLogEntries(Category));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.Matches(
            @"^POST 200 answered: model version v3, 1 instances, "
                + @"upstream \d+\.\d\d ms, total \d+\.\d\d ms, request [0-9a-f]{32}$",
            entry.Message
        );
        Assert.DoesNotContain(Server.GetFunctionLogEntries(), any =>
            any.Message.Contains("secret", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Request_Refused_IsNoError()
    {
        using var response = await SendAsync(Post("""{"sentence": 1}"""));

        var entry = Assert.Single(Server.GetLogEntries(Category));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.StartsWith("POST 400 refused: ", entry.Message, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task Request_ThatFailed_IsAnErrorWithItsCause()
    {
        var cause = new InvalidOperationException("no caller sees this");
        Start(new FakePredictor { Answer = _ => throw cause });

        using var response = await SendAsync(Post("""{"sentence": "x"}"""));

        var entry = Assert.Single(Server.GetLogEntries(Category));
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Same(cause, entry.Exception);
        Assert.DoesNotContain(
            "no caller sees this",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Request_WhoseCallerIsGone_IsNoErrorAndEndsThePrediction()
    {
        using var caller = new CancellationTokenSource();
        var ended = new TaskCompletionSource();
        Start(
            new FakePredictor
            {
                Answer = async cancellation =>
                {
                    await caller.CancelAsync();
                    await Task.Delay(Timeout.Infinite, cancellation)
                        .ContinueWith(_ => ended.SetResult(), TaskScheduler.Default);
                    cancellation.ThrowIfCancellationRequested();
                    return "[]";
                },
            }
        );
        using var client = Server.CreateClient();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.SendAsync(Post("""{"sentence": "x"}"""), caller.Token)
        );
        await ended.Task.InTimeAsync();
        Server.Dispose();

        var entry = Assert.Single(Server.GetLogEntries(Category));
        Assert.Equal(LogLevel.Information, entry.Level);
        Assert.StartsWith("POST 499 client-gone: ", entry.Message, StringComparison.Ordinal);
    }
}
