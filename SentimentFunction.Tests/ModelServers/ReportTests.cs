using System.Net;
using SentimentFunction.Prediction.Narrowing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Rows that a model server refuses or fails on, for each kind of it.</summary>
public sealed class ReportTests
{
    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    public static TheoryData<string, int, bool> Faults() =>
        new(
            from server in ServedFunction.AllServers
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
        function.Emulator.Faults.Add(ReportedRows.FaultOf(status, isNamed));

        var (code, answer) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        ReportedRows.AssertRows(answer, ReportedRows.Sentences, "BAD", status);
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
        function.Emulator.Faults.Add(ReportedRows.FaultOf(status, isNamed));
        string[] sentences = [.. ReportedRows.Sentences, "BAD three", "Fine", "", "Great"];

        var (code, answer) = await ReportedRows.ReportAsync(function, sentences);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        ReportedRows.AssertRows(
            answer,
            [.. sentences.Select(each => each == "" ? "BAD" : each)],
            "BAD",
            status,
            7
        );
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
        function.Emulator.Faults.Add(ReportedRows.FaultOf(status, isNamed));

        var (code, answer) = await ReportedRows.ReportAsync(function, "BAD one", "BAD two", "BAD three");

        if (status == 502)
        {
            Assert.Equal(HttpStatusCode.BadGateway, code);
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, code);
            Assert.All(answer["predictions"]!.AsArray(), Assert.Null);
            Assert.Equal([422, 422, 422], answer["errors"]!.AsArray().Select(each => (int)each!["status"]!));
            Assert.Equal(
                ServedFunction.TellsDefaultVersion(server),
                (string?)answer["model"]!["version"] is not null
            );
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Rows_ThatAreExplained_FailWithTheirWords(string server, int status, bool isNamed)
    {
        await using var function = await ServedFunction.StartAsync(server);
        function.Emulator.Faults.Add(ReportedRows.FaultOf(status, isNamed));

        var (code, answer) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences, explain: true);

        Assert.True(code == HttpStatusCode.OK, answer.ToJsonString());
        ReportedRows.AssertRows(answer, ReportedRows.Sentences, "BAD", status);
        Assert.Equal(
            ReportedRows.Sentences.Select(each =>
                each.StartsWith("BAD", StringComparison.Ordinal) ? 0 : each.Split(' ').Length
            ),
            answer["sentiments"]!.AsArray().Select(each => each?["words"]!.AsArray().Count ?? 0)
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_ThatFailsAlways_IsAskedAFewTimesOnly(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500 });

        var (code, _) = await ReportedRows.ReportAsync(
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

        var (code, _) = await ReportedRows.ReportAsync(function, ReportedRows.Sentences);

        Assert.Equal(HttpStatusCode.GatewayTimeout, code);
    }
}
