using System.Net;
using System.Text;
using SentimentFunction.Tests.ModelServers.Google;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

/// <summary>Answers that are none are the server's fault, and cost neither memory nor the process.</summary>
public sealed class AnswerTests
{
    /// <summary>Half a surrogate pair, in every place where one could stand, and pairs the wrong way
    /// round.</summary>
    private static readonly (string Server, string Body)[] HalfPairs =
    [
        .. from server in ServedFunction.Servers
        from prediction in new[]
        {
            """[{"label": "\ud800", "score": 0.9}]""",
            """[{"label": "a\uDC00", "score": 0.9}]""",
            """[{"\ud800": 0.9}]""",
            """["\ud800\u0041"]""",
            """["\udc00\ud800"]""",
            """["\\\ud800"]""",
            """["\ud83d\ude00\ude00"]""",
            """["\ud800x\udc00"]""",
        }
        select (server, $$"""{"predictions": {{prediction}} }"""),
        ("vertex-ai", """{"predictions": [[0.25, 0.75]], "model": "\ud800", "modelVersionId": "1"}"""),
        ("vertex-ai", """{"predictions": [[0.25, 0.75]], "model": "m", "modelVersionId": "\ud800"}"""),
        ("vertex-ai", """{"predictions": [[0.25, 0.75]], "model": "m", "modelDisplayName": "\ud800"}"""),
        ("vertex-ai", """{"predictions": [[0.25, 0.75]], "\ud800": 1}"""),
    ];

    private static readonly (string Server, string Body)[] HalfPairsInDescriptions =
    [
        ("ai-platform", """{"defaultVersion": {"name": "\ud800"}}"""),
        ("ai-platform", """{"defaultVersion": {"name": "p/v1", "framework": "\ud800"}}"""),
        ("ai-platform", """{"defaultVersion": {"name": "p/v1", "createTime": "\ud800"}}"""),
        ("ai-platform", """{"\ud800": 1}"""),
        ("vertex-ai", """{"deployedModels": [{"id": "\ud800", "model": "m", "modelVersionId": "1"}]}"""),
        ("vertex-ai", """{"deployedModels": [{"id": "1", "model": "m", "modelVersionId": "\ud800"}]}"""),
        ("tensorflow-serving", """{"model_version_status": [{"version": "\ud800", "state": "AVAILABLE"}]}"""),
        ("tensorflow-serving", """{"model_version_status": [{"version": "1", "state": "\ud800"}]}"""),
        ("open-inference", """{"inputs": [{"name": "\ud800", "datatype": "BYTES", "shape": [-1]}]}"""),
        ("open-inference", """{"platform": "\ud800", "inputs": []}"""),
    ];

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    public static TheoryData<string, string> HalfPairRows() =>
        new(HalfPairs.Select(row => (row.Server, row.Body)));

    public static TheoryData<string, string> DescriptionRows() =>
        new(HalfPairsInDescriptions.Select(row => (row.Server, row.Body)));

    [Theory]
    [MemberData(nameof(HalfPairRows))]
    public async Task Answer_WithHalfASurrogatePair_Is502(string server, string body) =>
        await AssertFailsAsync(
            server,
            RawServer.Answer(body),
            "The model server's answer holds half a surrogate pair, which is no character."
        );

    [Theory]
    [MemberData(nameof(DescriptionRows))]
    public async Task Description_WithHalfASurrogatePair_Is502(string server, string body)
    {
        await using var function = RawFunction.Start(server, _ => RawServer.Answer(body));

        await RawFunction.ReadAsync(await function.DescribeAsync(), HttpStatusCode.BadGateway);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_WithAWholePairAndAnEscapedBackslash_IsPassedOnAsItCame(string server)
    {
        string[] texts =
        [
            """
                "\ud83d\ude00"
                """,
            """
                "\\ud800"
                """,
            "\"😀\"",
            """
                "\"\\"
                """,
        ];
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST" ? RawServer.Answer(CannedAnswers.OfTexts(server, texts)) : null
        );

        using var response = await function.PredictAsync();
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var separator = server == "open-inference" ? "," : ", ";
        Assert.Contains($"[{string.Join(separator, texts)}]", body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_ThatIsNoUtf8_Is502(string server)
    {
        byte[][] wrong =
        [
            [0xff],
            [0xc3, 0x28],
            [0xed, 0xa0, 0x80],
            [0xf0, 0x9f, 0x98],
        ];
        foreach (var bytes in wrong)
        {
            byte[] body = [.. "{\"predictions\": [[\""u8, .. bytes, .. "\"]]}"u8];
            await AssertFailsAsync(server, RawServer.Answer(body), "The model server's answer is not UTF-8.");
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_ThatIsNotCompressedAsItSays_Is502(string server) =>
        await AssertFailsAsync(
            server,
            RawServer.Answer("""{"predictions": [[0.25, 0.75]]}""", headers: "Content-Encoding: gzip\r\n"),
            "The model server's answer is not compressed as it says."
        );

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_AfterAByteOrderMark_IsRead(string server)
    {
        await using var function = RawFunction.Start(server, request =>
            RawServer.Answer("\uFEFF" + CannedAnswers.Of(server, request))
        );

        await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.OK);
        var model = await RawFunction.ReadAsync(await function.DescribeAsync(), HttpStatusCode.OK);

        Assert.Equal(ServedFunction.TellsDefaultVersion(server), (string?)model["version"] is not null);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_InManyPieces_IsReadWhole(string server)
    {
        var text = new string('x', 300_000);
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST"
                ? Encoding.UTF8.GetBytes(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
                        + CannedAnswers.OfTexts(server, $"\"{text}\"")
                )
                : null
        );

        var answer = await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.OK);

        Assert.Equal(text, (string?)answer["predictions"]![0]);
    }

    [Theory]
    [InlineData("vertex-ai", """{"deployedModels": []}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData("vertex-ai", """{}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData(
        "vertex-ai",
        """{"deployedModels": [{"id": "5"}], "trafficSplit": {"5": "100"}}""",
        HttpStatusCode.ServiceUnavailable
    )]
    [InlineData("ai-platform", """{"defaultVersion": [1]}""", HttpStatusCode.BadGateway)]
    [InlineData("tensorflow-serving", """{"model_version_status": [1]}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData(
        "open-inference",
        """{"inputs": [{"name": "x", "datatype": "BF16", "shape": [-1]}]}""",
        HttpStatusCode.BadGateway
    )]
    public async Task Description_OfAnotherShape_IsTheServersFault(
        string server,
        string body,
        HttpStatusCode status
    )
    {
        await using var function = RawFunction.Start(server, _ => RawServer.Answer(body));

        await RawFunction.ReadAsync(await function.DescribeAsync(), status);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answer_OfAGigabyteCompressed_EndsAtTheLimitAndNothingElse(string server)
    {
        var bomb = RawServer.Answer(RawServer.GzipBomb(), headers: "Content-Encoding: gzip\r\n");
        var isBomb = true;
        await using var raw = new RawServer(request =>
            isBomb && request.Method == "POST" ? bomb : RawServer.Answer(CannedAnswers.Of(server, request))
        );

        // The heap of the default container of 512 MiB.
        await using var function = SignedFunction.Start(
            server,
            raw,
            ("DOTNET_GCHeapHardLimit", "0x18000000")
        );
        for (var i = 0; i < 3; i++)
        {
            var problem = await function.PredictAsync(HttpStatusCode.BadGateway);
            Assert.Contains("The model server's answer is too large.", problem, StringComparison.Ordinal);
        }

        // That a failure's text is too long doesn't change that it is one.
        bomb = RawServer.Answer(RawServer.GzipBomb(), "500 Failed", "Content-Encoding: gzip\r\n");
        var failure = await function.PredictAsync(HttpStatusCode.BadGateway);
        Assert.Contains("The model server failed. Try again.", failure, StringComparison.Ordinal);

        isBomb = false;
        await function.PredictAsync(HttpStatusCode.OK);
    }

    private static async Task AssertFailsAsync(string server, byte[] answer, string detail)
    {
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST" ? answer : null
        );

        var problem = await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.BadGateway);

        Assert.Equal(detail, (string?)problem["detail"]);
        Assert.Equal(1, function.Predictions);
    }
}
