using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Prediction.Narrowing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Rows that a model server refuses or fails on, for each kind of it.</summary>
public sealed class ReportTests
{
    private static readonly string[] Sentences = ["I love it", "BAD one", "So so", "It broke", "BAD two"];

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    public static TheoryData<string, int, bool> Faults() =>
        new(
            from server in ServedFunction.Servers
            from fault in ((int, bool)[])[(422, true), (422, false), (502, false)]
            select new TheoryDataRow<string, int, bool>(server, fault.Item1, fault.Item2)
        );

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rows_ThatAreBad_AreReportedAndTheOthersPredicted(
        string server,
        int status,
        bool isNamed
    )
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(FaultOf(status, isNamed));

        var (code, answer) = await ReportAsync(function, Sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        AssertRows(answer, Sentences, "BAD", status);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rows_OfARequestOfSeveralCalls_AreReportedAndTheOthersPredicted(
        string server,
        int status,
        bool isNamed
    )
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            null,
            ("Batching:MaxInstances", "3")
        );
        function.Emulator.Faults.Add(FaultOf(status, isNamed));
        string[] sentences = [.. Sentences, "BAD three", "Fine", "", "Great"];

        var (code, answer) = await ReportAsync(function, sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        AssertRows(answer, [.. sentences.Select(each => each == "" ? "BAD" : each)], "BAD", status, 7);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rows_ThatAreAllBad_AreReportedUnlessTheServerFails(
        string server,
        int status,
        bool isNamed
    )
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(FaultOf(status, isNamed));

        var (code, answer) = await ReportAsync(function, "BAD one", "BAD two", "BAD three");

        if (status == 502)
        {
            Assert.Equal(HttpStatusCode.BadGateway, code);
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, code);
            Assert.All(answer["predictions"]!.AsArray(), Assert.Null);
            Assert.Equal([422, 422, 422], answer["errors"]!.AsArray().Select(each => (int)each!["status"]!));
            Assert.NotNull((string?)answer["model"]!["version"]);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rows_ThatAreExplained_FailWithTheirWords(string server, int status, bool isNamed)
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(FaultOf(status, isNamed));

        var (code, answer) = await ReportAsync(function, Sentences, explain: true);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        AssertRows(answer, Sentences, "BAD", status);
        Assert.Equal(
            Sentences.Select(each =>
                each.StartsWith("BAD", StringComparison.Ordinal) ? 0 : each.Split(' ').Length
            ),
            answer["sentiments"]!.AsArray().Select(each => each?["words"]!.AsArray().Count ?? 0)
        );
    }

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("tensorflow-serving")]
    public async Task Rows_OfAVersionThatIsNotKnown_AreAnsweredInOneCall(string server)
    {
        await using var function = await ServedFunction.StartAsync(server, new() { Versions = [] });
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Call = CallKind.Metadata });
        function.Emulator.Models.AddVersion("v1");
        function.Emulator.Faults.Add(FaultOf(422, isNamed: false));

        var (code, answer) = await ReportAsync(function, Sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Null((string?)answer["model"]!["version"]);
        Assert.Equal([1, 4], answer["errors"]!.AsArray().Select(each => (int)each!["index"]!));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_ThatFailsAlways_IsAskedAFewTimesOnly(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500 });

        var (code, _) = await ReportAsync(
            function,
            [.. Enumerable.Range(0, 128).Select(row => $"number {row}")]
        );

        Assert.Equal(HttpStatusCode.BadGateway, code);
        Assert.Equal(NarrowedRequest.MaxFailures, function.Calls(CallKind.Predict));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_ThatStopsAnsweringInBetween_IsTheRequestsFailure(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            null,
            ("Limits:RequestTimeout", "00:00:02")
        );
        await function.PredictAsync("warm");
        function.Emulator.Faults.Add(new(FaultKind.Refuse) { Times = 1 });
        function.Emulator.Faults.Add(new(FaultKind.Delay) { Delay = TimeSpan.FromMinutes(1) });

        var (code, _) = await ReportAsync(function, Sentences);

        Assert.Equal(HttpStatusCode.GatewayTimeout, code);
    }

    [Theory]
    [InlineData("ai-platform", "v2")]
    [InlineData("tensorflow-serving", "1")]
    public async Task Rows_OfAVersionThatIsAskedFor_AreAllAnsweredByIt(string server, string version)
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(FaultOf(422, isNamed: false));

        var (code, answer) = await ReportAsync(function, Sentences, version);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Equal(version, (string?)answer["model"]!["version"]);
        AssertRows(answer, Sentences, "BAD", 422);
    }

    [Fact]
    public async Task Rows_WhileTrafficIsSplit_AreAllAnsweredByOneVersion()
    {
        await using var function = await ServedFunction.StartAsync("vertex-ai");
        function.Emulator.Models.SplitTraffic([new("v1", 50), new("v2", 50)]);
        function.Emulator.Faults.Add(FaultOf(422, isNamed: false));

        for (var i = 0; i < 20; i++)
        {
            var (code, answer) = await ReportAsync(function, Sentences);

            Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
            AssertRows(answer, Sentences, "BAD", 422);
        }
    }

    private static Fault FaultOf(int status, bool isNamed) =>
        status == 422
            ? new(FaultKind.Refuse) { Containing = "BAD", WithoutIndex = !isNamed }
            : new(FaultKind.Status) { Status = 500, Containing = "BAD" };

    private static async Task<(HttpStatusCode Code, JsonNode Answer)> ReportAsync(
        ServedFunction function,
        params string[] sentences
    ) => await ReportAsync(function, sentences, version: null);

    private static async Task<(HttpStatusCode Code, JsonNode Answer)> ReportAsync(
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
    private static void AssertRows(
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
