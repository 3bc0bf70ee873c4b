using System.Diagnostics;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>When the model server is asked what its versions are, beside the predictions that it makes.</summary>
public sealed class MetadataTests
{
    private static readonly (string, string) RefreshEverySecond = ("Model:RefreshAfter", "00:00:01");

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Metadata_UnderLoadForLong_IsAskedForOnceAnInterval(string server)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await using var function = await ServedFunction.StartAsync(server, null, RefreshEverySecond);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(4))
            {
                await function.PredictAsync("I love it");
            }
        }));

        // A Vertex AI endpoint's answers name their version, whose description is all that has to be kept fresh;
        // the default version is looked up at the start, by two calls.
        var intervals = 1 + (int)Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        Assert.InRange(function.Calls(CallKind.Metadata), 2, intervals + (server == "vertex-ai" ? 2 : 0));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Servers))]
    public async Task Metadata_ThatIsSlow_DelaysNoPrediction(string server)
    {
        await using var function = await ServedFunction.StartAsync(server, null, RefreshEverySecond);
        await WaitForDescriptionAsync(function);
        using var gate = function.Emulator.Hold(CallKind.Metadata);

        // Until the description is stale, and a refresh is under way.
        while (gate.Arrived == 0)
        {
            await function.PredictAsync("I love it");
        }

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => function.PredictAsync("I love it")));

        Assert.Equal((1, 0), (gate.Arrived, gate.Abandoned));
    }

    // Answers of a Vertex AI endpoint don't wait for it.
    private static async Task WaitForDescriptionAsync(ServedFunction function)
    {
        using var response = await function.Client.GetAsync(
            new Uri("/model", UriKind.Relative), TestContext.Current.CancellationToken);
        var described = await ServedFunction.ReadAsync(response);
        while (!JsonNode.DeepEquals(described, (await function.PredictAsync("I love it"))["model"]))
        {
            await Task.Yield();
        }
    }
}
