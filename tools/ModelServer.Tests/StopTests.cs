using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>The program ends although calls would go on for ever.</summary>
public sealed class StopTests
{
    /// <summary>ASP.NET Core waits half a minute for calls that are under way.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "faults", """{"kind": "hang"}""")]
    [InlineData("POST", "faults", """{"kind": "drip", "pause": 3600}""")]
    [InlineData("PUT", "settings", """{"startTime": 3600}""")]
    public async Task Program_WithACallThatDoesNotEnd_IsTerminated(string method, string path, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        await using var process = new ServerProcess(
            new("dotnet", [typeof(ModelServerHost).Assembly.Location, "--port", "0"])
        );
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        using var change = new HttpRequestMessage(new HttpMethod(method), $"/control/{path}")
        {
            Content = JsonContent.Create(JsonNode.Parse(body)),
        };
        using var changed = await client.SendAsync(change, Cancelled);
        changed.EnsureSuccessStatusCode();
        var call = client.PostAsJsonAsync(
            "/v1/models/sentiment:predict",
            new { instances = (string[])["a"] },
            Cancelled
        );
        await BoundedWait.UntilAsync(async () =>
        {
            var counted = await client.GetFromJsonAsync<JsonNode>("/control/counters", Cancelled);
            return (long?)counted!["held"] == 1 || counted["faults"]!.AsObject().Count == 1;
        });

        var start = Stopwatch.GetTimestamp();
        await process.TerminateAsync();

        Assert.Equal(0, await process.ExitAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Limit);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
        Assert.Equal("", process.Errors);
    }
}
