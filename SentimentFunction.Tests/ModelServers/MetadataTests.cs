using System.Diagnostics;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>When the model server is asked what its versions are, beside the predictions that it
/// makes.</summary>
public sealed class MetadataTests
{
    private static readonly (string, string) RefreshEverySecond = ("Model:RefreshAfter", "00:00:01");

    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Metadata_UnderLoadForLong_IsAskedForOnceAnInterval(string server)
    {
        var startedAt = Stopwatch.GetTimestamp();
        await using var function = await ServedFunction.StartAsync(server, null, RefreshEverySecond);

        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async _ =>
                {
                    while (Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(4))
                    {
                        await function.PredictAsync("I love it");
                    }
                })
        );

        // A Vertex AI endpoint's answers name their version, whose description is all that has to be kept
        // fresh; which one is the default version is asked for once, at the start.
        var intervals = 1 + (int)Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
        Assert.InRange(function.Calls(CallKind.Metadata), 2, intervals + (server == "vertex-ai" ? 1 : 0));
    }

    [Theory(Timeout = 60_000)]
    [MemberData(nameof(Servers))]
    public async Task Metadata_ThatIsSlow_DelaysNoPrediction(string server)
    {
        await using var function = await ServedFunction.StartAsync(server, null, RefreshEverySecond);
        await DescribeAsync(function);
        using var gate = function.Emulator.Hold(CallKind.Metadata);

        // Until the description is stale, and a refresh is under way.
        await BoundedWait.UntilAsync(async () =>
        {
            await function.PredictAsync("I love it");
            return gate.Arrived > 0;
        });

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => function.PredictAsync("I love it")));

        Assert.Equal((1, 0), (gate.Arrived, gate.Abandoned));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Metadata_OfTheDefaultVersion_IsInItsFirstAnswer(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        var described = (await DescribeAsync(function)).AsObject();
        foreach (var other in (string[])["labels", "versions", "versionSelectable"])
        {
            described.Remove(other);
        }

        var answer = await function.PredictAsync("I love it");

        if (!ServedFunction.TellsDefaultVersion(server))
        {
            // Its version stands in the answer alone, and nothing lists all.
            var model = answer["model"]!.AsObject();
            Assert.Equal(
                ("2", "models/sentiment/versions/2"),
                ((string?)model["version"], (string?)model["resource"])
            );
            (model["version"], described["version"]) = (null, null);
            model.Remove("resource");
            Assert.True(JsonNode.DeepEquals(described, model), answer.ToJsonString());
            Assert.Equal(1, function.Calls(CallKind.Metadata));
            return;
        }

        // The version, and the list of all, or the endpoint, which lists none.
        Assert.True(JsonNode.DeepEquals(described, answer["model"]), answer.ToJsonString());
        Assert.Equal(2, function.Calls(CallKind.Metadata));
    }

    private static async Task<JsonNode> DescribeAsync(ServedFunction function)
    {
        using var response = await function.Client.GetAsync(
            new Uri("/model", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        return await ServedFunction.ReadAsync(response);
    }
}
