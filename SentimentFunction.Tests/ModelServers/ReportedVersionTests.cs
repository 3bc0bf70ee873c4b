using System.Diagnostics;
using System.Net;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Which version answers a request that reports its bad rows, for each kind of model
/// server.</summary>
public sealed class ReportedVersionTests
{
    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("tensorflow-serving")]
    public async Task Rows_OfAVersionThatIsNotKnown_AreAnsweredInOneCall(string server)
    {
        await using var function = await ServedFunction.StartAsync(server, new() { Versions = [] });
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Call = CallKind.Metadata });
        function.Emulator.Models.AddVersion("v1");
        function.Emulator.Faults.Add(ReportedRows.FaultOf(422, isNamed: false));

        var (code, answer) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Null((string?)answer["model"]!["version"]);
        Assert.Equal([1, 4], answer["errors"]!.AsArray().Select(each => (int)each!["index"]!));
    }

    [Theory]
    [InlineData("ai-platform", "v2")]
    [InlineData("tensorflow-serving", "1")]
    [InlineData("open-inference", "1")]
    [InlineData(ServedFunction.Grpc, "1")]
    public async Task Rows_OfAVersionThatIsAskedFor_AreAllAnsweredByIt(string server, string version)
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(ReportedRows.FaultOf(422, isNamed: false));

        var (code, answer) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences, version);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Equal(version, (string?)answer["model"]!["version"]);
        ReportedRows.AssertRows(answer, ReportedRows.Sentences, "BAD", 422);
    }

    [Fact]
    public async Task Rows_WhileTrafficIsSplit_AreAllAnsweredByOneVersion()
    {
        await using var function = await ServedFunction.StartAsync("vertex-ai");
        function.Emulator.Models.SplitTraffic([new("v1", 50), new("v2", 50)]);
        function.Emulator.Faults.Add(ReportedRows.FaultOf(422, isNamed: false));

        for (var i = 0; i < 20; i++)
        {
            var (code, answer) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences);

            Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
            ReportedRows.AssertRows(answer, ReportedRows.Sentences, "BAD", 422);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Rows_WhileTheDefaultMoves_AreAllAnsweredByOneVersion(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            null,
            ("Model:RefreshAfter", "00:00:01")
        );
        function.Emulator.Faults.Add(ReportedRows.FaultOf(422, isNamed: false));
        var (answered, startedAt) = (0, Stopwatch.GetTimestamp());
        for (var i = 0; Stopwatch.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(3); i++)
        {
            var request = ReportedRows.ReportAsync(function, ReportedRows.Sentences);

            Move(function.Emulator.Models, server, i % 2 == 0);
            var (code, answer) = await request;

            Assert.True(
                code is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable,
                answer.ToJsonString()
            );
            if (code == HttpStatusCode.OK)
            {
                ReportedRows.AssertRows(answer, ReportedRows.Sentences, "BAD", 422);
                answered++;
            }
        }

        Assert.NotEqual(0, answered);
    }

    /// <summary>The default of TensorFlow Serving, and of the Open Inference Protocol, is the highest version
    /// that is there.</summary>
    private static void Move(ModelCatalog models, string server, bool isForward)
    {
        if (ServedFunction.KindOf(server) is "tensorflow-serving" or "open-inference")
        {
            models.SetState("v2", isForward ? VersionState.Ready : VersionState.Deleting);
        }
        else
        {
            models.SetDefault(isForward ? "v2" : "v1");
        }
    }
}
