using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Which versions <c>GET /model</c> lists, for each kind of model server.</summary>
public sealed class VersionListTests
{
    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [InlineData("ai-platform", """["v10","v2","v1"]""")]
    [InlineData("tensorflow-serving", """["10","2","1"]""")]
    [InlineData(ServedFunction.Grpc, """["10","2","1"]""")]
    public async Task Versions_ThatPredict_AreListedTheNewestFirst(string server, string expected)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Versions = ["v1", "v10", "v2", "v3", "v4", "v5"] }
        );
        function.Emulator.Models.SetState("v3", VersionState.Creating);
        function.Emulator.Models.SetState("v4", VersionState.Failed);
        function.Emulator.Models.SetState("v5", VersionState.Deleting);

        var model = await DescribeAsync(function);

        Assert.Equal(expected, model["versions"]!.ToJsonString());
        Assert.True((bool)model["versionSelectable"]!);
        Assert.Equal("""["negative","positive"]""", model["labels"]!.ToJsonString());
        foreach (var version in model["versions"]!.AsArray())
        {
            Assert.Equal(
                (string?)version,
                (string?)(await DescribeAsync(function, $"?version={version}"))["version"]
            );
        }
    }

    [Fact]
    public async Task Versions_OfAnEndpoint_CannotBeChosenAndAreNotListed()
    {
        await using var function = await ServedFunction.StartAsync("vertex-ai");

        var model = await DescribeAsync(function);

        Assert.False((bool)model["versionSelectable"]!);
        Assert.False(model.AsObject().ContainsKey("versions"));
    }

    [Theory]
    [InlineData("ai-platform", "v2")]
    [InlineData("tensorflow-serving", "1")]
    [InlineData(ServedFunction.Grpc, "1")]
    public async Task Versions_OfAFunctionThatUsesOne_CanBeChosen(string server, string pinned)
    {
        await using var function = await ServedFunction.StartAsync(server, null, ("Model:Version", pinned));

        var model = await DescribeAsync(function);

        Assert.Equal(pinned, (string?)model["version"]);
        Assert.Equal(2, model["versions"]!.AsArray().Count);
        Assert.True((bool)model["versionSelectable"]!);
    }

    [Theory]
    [InlineData("tensorflow-serving")]
    [InlineData(ServedFunction.Grpc)]
    public async Task Versions_BehindALabel_AreAllListed(string server)
    {
        var emulator = await ModelServerHost.StartAsync();
        emulator.Models.SetLabel("stable", "v1");
        await using var function = ServedFunction.Start(server, emulator, ("Model:Label", "stable"));

        var model = await DescribeAsync(function);

        Assert.Equal(("1", """["2","1"]"""), ((string)model["version"]!, model["versions"]!.ToJsonString()));
    }

    [Fact]
    public async Task Versions_OfSeveralAnswers_AreListedTogether()
    {
        string[] names = [.. Enumerable.Range(1, 205).Select(number => $"v{number}")];
        await using var function = await ServedFunction.StartAsync("ai-platform", new() { Versions = names });

        var model = await DescribeAsync(function);

        Assert.Equal(names.Reverse(), model["versions"]!.AsArray().Select(version => (string)version!));
    }

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("tensorflow-serving")]
    [InlineData(ServedFunction.Grpc)]
    public async Task Versions_ThatCannotBeListed_AreLeftOut(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Call = CallKind.Metadata });

        var model = await DescribeAsync(function);

        Assert.NotNull(model["version"]);
        Assert.False(model.AsObject().ContainsKey("versions"));
    }

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("tensorflow-serving")]
    [InlineData(ServedFunction.Grpc)]
    public async Task Versions_ThatAreListedLate_DelayTheFirstDescriptionAlone(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        using var gate = function.Emulator.Hold(CallKind.Metadata);

        for (var i = 0; i < 5; i++)
        {
            Assert.False((await DescribeAsync(function)).AsObject().ContainsKey("versions"));
        }

        Assert.Equal(1, gate.Arrived);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Versions_ListedOften_AreAskedForOnce(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await DescribeAsync(function);
        var asked = function.Calls(CallKind.Metadata);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => DescribeAsync(function)));

        Assert.Equal(asked, function.Calls(CallKind.Metadata));
    }

    private static async Task<JsonNode> DescribeAsync(ServedFunction function, string query = "")
    {
        using var response = await function.Client.GetAsync(
            new Uri($"/model{query}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        var model = await ServedFunction.ReadAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, model.ToJsonString());
        return model;
    }
}
