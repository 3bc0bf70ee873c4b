using System.Text;
using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

/// <summary>What breaks a promise is found, and what holds it is not.</summary>
public sealed class OracleTests
{
    private static readonly Promises Usual = new(IsFaulty: false);
    private static readonly Promises Faulty = new(IsFaulty: true);

    public static TheoryData<string, string> WrongProblems =>
        new()
        {
            { """{"type":"a","title":"b","status":400,"detail":"c"}""", "a 400 lacks 'traceId'" },
            {
                """{"type":"a","title":"b","status":422,"detail":"c","traceId":"d"}""",
                "a 400 says another status"
            },
            { """{"type":"","title":"b","status":400,"detail":"c","traceId":"d"}""", "a 400 lacks 'type'" },
            { "[]", "a 400 is no object" },
            { "", "a body 400 is no JSON" },
            {
                """{"type":"a","title":"b","status":400,"detail":"Not in /home/app.","traceId":"d"}""",
                "a 400 tells of the inside: '/home/'"
            },
            {
                """{"type":"a","title":"b","status":400,"detail":"System.IO.IOException","traceId":"d"}""",
                "a 400 tells of the inside: 'System.IO'"
            },
            {
                """{"type":"a","title":"b","status":400,"detail":"projects/zqxproject","traceId":"d"}""",
                "a 400 tells of the inside: 'zqxproject'"
            },
        };

    public static TheoryData<string, string> WrongPredictions =>
        new()
        {
            {
                Answers.Prediction.Replace("[1]", "[1,2]", StringComparison.Ordinal),
                "the number of predictions is wrong"
            },
            {
                Answers.Prediction.Replace(":1}", ":1.5}", StringComparison.Ordinal),
                "a score is beyond 0 and 1"
            },
            {
                Answers.Prediction.Replace("positive", "unsure", StringComparison.Ordinal),
                "a sentiment is not unsure where it has a nearest label"
            },
            {
                Answers.Prediction.Replace("\"score", "\"nearest\":\"x\",\"score", StringComparison.Ordinal),
                "a sentiment is not unsure where it has a nearest label"
            },
            {
                Answers.Prediction.Replace("\"v2\"", "null", StringComparison.Ordinal),
                "the model's version is missing"
            },
            {
                Answers.Prediction.Replace("sentiments", "x", StringComparison.Ordinal),
                "the sentiments are missing"
            },
            { "{}", "a prediction was asked for, and none came" },
            { "{", "a body 200 is no JSON" },
        };

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(503)]
    public void Answer_ThatIsRight_IsNotReported(int status)
    {
        var answer = status == 200 ? Answers.Of(200, Answers.Prediction) : Answers.Problem(status);
        var all =
            status == 503 ? answer with { Headers = [.. answer.Headers, new("Retry-After", "1")] } : answer;

        Assert.Empty(Check(Answers.Predict(), all));
    }

    [Fact]
    public void Sentiment_Unsure_HasANearestLabel()
    {
        var body = Answers.Prediction.Replace(
            "\"positive\"",
            "\"unsure\",\"nearest\":\"positive\"",
            StringComparison.Ordinal
        );

        Assert.Empty(Check(Answers.Predict(), Answers.Of(200, body)));
    }

    [Theory]
    [MemberData(nameof(WrongProblems))]
    public void Problem_ThatIsWrong_IsReported(string body, string cause) =>
        Assert.Contains(cause, Check(Answers.Predict(), Answers.Of(400, body)));

    [Theory]
    [MemberData(nameof(WrongPredictions))]
    public void Prediction_ThatIsWrong_IsReported(string body, string cause) =>
        Assert.Contains(cause, Check(Answers.Predict(), Answers.Of(200, body)));

    [Theory]
    [InlineData("[]", "[1]", "[{\"score\":1}]")]
    [InlineData("[{\"index\":0,\"status\":422,\"detail\":\"No.\"}]", "[null]", "[null]")]
    [InlineData(
        "[{\"index\":0,\"status\":400,\"detail\":\"No.\"}]",
        "[1]",
        "[null]",
        "the predictions are not null where the errors are"
    )]
    [InlineData("[]", "[null]", "[null]", "the predictions are not null where the errors are")]
    [InlineData(
        "[{\"index\":0,\"status\":502,\"detail\":\"No.\"}]",
        "[null]",
        "[{\"score\":1}]",
        "the sentiments are not null where the errors are"
    )]
    [InlineData(
        "[{\"index\":0,\"status\":503,\"detail\":\"No.\"}]",
        "[null]",
        "[null]",
        "an error has a status that no row has"
    )]
    [InlineData(
        "[{\"index\":0,\"status\":413,\"detail\":\"\"}]",
        "[null]",
        "[null]",
        "an error says nothing"
    )]
    public void Errors_OfRows_StandWhereNothingIsPredicted(
        string errors,
        string predictions,
        string sentiments,
        params string[] causes
    ) =>
        Assert.Equal(
            causes,
            Check(
                Answers.Predict(),
                Answers.Of(
                    200,
                    $"{{\"predictions\":{predictions},\"sentiments\":{sentiments},\"errors\":{errors},"
                        + "\"model\":{\"version\":\"v2\"}}"
                )
            )
        );

    [Fact]
    public void Problem_OfAnotherType_IsReported() =>
        Assert.Equal(
            ["a 400 has Content-Type 'text/html'"],
            Check(
                Answers.Predict(),
                Answers.Problem(400) with
                {
                    Headers = Answers.Of(400, "", ("Content-Type", "text/html")).Headers,
                }
            )
        );

    [Fact]
    public void Answer_WithoutItsHeaders_IsReported() =>
        Assert.Equal(
            ["an answer 200 to POST has Cache-Control 'public'"],
            Check(Answers.Predict(), Answers.Of(200, Answers.Prediction, ("Cache-Control", "public")))
        );

    [Fact]
    public void Answer_WithoutARequestId_IsReported() =>
        Assert.Equal(
            ["an answer 200 has no X-Request-Id"],
            Check(Answers.Predict(), Answers.Of(200, Answers.Prediction, ("X-Request-Id", "")))
        );

    [Fact]
    public void Body_ThatIsNoUtf8_IsReported() =>
        Assert.Equal(
            ["a body 200 is no UTF-8"],
            Check(
                Answers.Predict(),
                Answers.Of(200, "") with
                {
                    Body = new byte[] { (byte)'"', 0xFF, (byte)'"' },
                }
            )
        );

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void Failure_WithoutAnExcuse_IsReported(int status) =>
        Assert.Contains(Check(Answers.Predict(), Answers.Problem(status)), cause =>
            cause.Contains("about:blank", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(500, 1)]
    [InlineData(502, 0)]
    [InlineData(503, 1)]
    [InlineData(504, 0)]
    public void Failure_OfTheModelServer_MayBeAnyBut500(int status, int found) =>
        Assert.Equal(
            found,
            new AnswerOracle(Faulty).Check(Answers.Predict(), Answers.Problem(status), isHead: false).Count()
        );

    [Fact]
    public void Request_ThatIsValid_MustBeAnsweredSo() =>
        Assert.Equal(
            ["400 instead of 200"],
            CheckConnection([Answers.Predict(status: 200)], new([Answers.Problem(400)]))
        );

    [Fact]
    public void Answers_InAnotherOrder_AreReported() =>
        Assert.Equal(
            ["the answer is another request's", "the answer is another request's"],
            CheckConnection(
                [Answers.Missing("a"), Answers.Missing("b")],
                new([Answers.Problem(404, "Nothing at /b."), Answers.Problem(404, "Nothing at /a.")])
            )
        );

    [Fact]
    public void Answer_WithAnotherRequestsId_IsReported() =>
        Assert.Equal(
            ["the answer has another request's ID"],
            CheckConnection(
                [Answers.Predict() with { RequestId = "a" }],
                new([Answers.Of(200, Answers.Prediction, ("X-Request-Id", "b"))])
            )
        );

    [Fact]
    public void Answers_MoreThanRequests_AreReported() =>
        Assert.Equal(
            ["there are more answers than requests"],
            CheckConnection([Answers.Missing("a")], new([Answers.Problem(404, "/a"), Answers.Problem(400)]))
        );

    [Fact]
    public void Answers_FewerThanRequests_AreReported() =>
        Assert.Equal(
            ["the connection was closed instead of an answer to Clean"],
            CheckConnection([Answers.Missing("a"), Answers.Missing("b")], new([Answers.Problem(404, "/a")]))
        );

    [Fact]
    public void Answers_BehindOneThatCloses_AreReported() =>
        Assert.Contains(
            "an answer follows one that closes",
            CheckConnection(
                [Answers.OfFraming(Framing.Doubtful), Answers.Missing("a")],
                new([Answers.OfTransport(400), Answers.Problem(404, "/a")])
            )
        );

    [Fact]
    public void Request_ThatIsDoubtful_MayBeRefused() =>
        Assert.Empty(
            CheckConnection(
                [Answers.OfFraming(Framing.Doubtful), Answers.Missing("a")],
                new([Answers.OfTransport(400)])
            )
        );

    [Fact]
    public void Request_BehindADoubtfulOne_IsAnsweredForItself() =>
        Assert.Equal(
            ["the answer is another request's"],
            CheckConnection(
                [Answers.OfFraming(Framing.Doubtful), Answers.Missing("a")],
                new([Answers.Problem(400), Answers.Problem(404, "/smuggled")])
            )
        );

    [Fact]
    public void Request_ThatIsWellFramed_MustNotBeRefusedBelow() =>
        Assert.Equal(
            ["what is well framed was refused with 400"],
            CheckConnection([Answers.Predict()], new([Answers.OfTransport(400)]))
        );

    [Fact]
    public void Connection_ThatIsLateOrNoHttp_IsReported()
    {
        Assert.Equal(
            ["neither an answer nor an end"],
            CheckConnection([Answers.Predict()], new([]) { IsLate = true })
        );
        Assert.Equal(
            ["'…' is no status line. (Clean)"],
            CheckConnection([Answers.Predict()], new([]) { Flaw = "'X' is no status line." })
        );
    }

    [Fact]
    public void Functions_ThatDisagree_AreReported()
    {
        var script = new Script(1, [Answers.Predict(), Answers.Predict(), Answers.Predict()]);
        var other = Answers.Prediction.Replace("[1]", "[2]", StringComparison.Ordinal);

        var found = AgreementOracle.Check(
            script,
            new([Answers.Of(200, Answers.Prediction), Answers.Problem(400, "a"), Answers.Problem(400)]),
            new([Answers.Of(200, other), Answers.Problem(400, "b"), Answers.Of(200, other)])
        );

        Assert.Equal(
            ["200 with different 'predictions'", "400 with different 'detail'", "400 and 200"],
            found.Select(violation => violation.Cause)
        );
    }

    [Fact]
    public void Functions_ThatWereHurriedOrRefusedBelow_MayDisagree()
    {
        var script = new Script(1, [Answers.OfFraming(Framing.Doubtful), Answers.Missing("a")]);
        var refused = new Conversation([Answers.OfTransport(400)]);
        var answered = new Conversation([Answers.Problem(400)]);

        Assert.Empty(AgreementOracle.Check(script, refused, new([Answers.OfTransport(414)])));
        Assert.Empty(AgreementOracle.Check(script, refused, answered with { IsHurried = true }));
        Assert.Equal(
            ["400 of the transport and of the function"],
            AgreementOracle.Check(script, refused, answered).Select(violation => violation.Cause)
        );
    }

    [Theory]
    [InlineData("""{"severity":"INFO","message":"a"}""", "")]
    [InlineData("""{"severity":"INFO","message":"zqxmarker"}""", "a line holds a sentence:")]
    [InlineData("""{"severity":"ERROR","category":"A"}""", "a line is ERROR: A")]
    [InlineData("""{"severity":"CRITICAL","category":"A"}""", "a line is CRITICAL: A")]
    [InlineData("Unhandled exception.", "a line is no JSON object")]
    [InlineData("""{"severity":"INFO"} {}""", "a line is no JSON object")]
    [InlineData("[]", "a line is no JSON object")]
    [InlineData("", "a line is no JSON object")]
    public void LogLine_IsCheckedForFormAndContent(string line, string cause)
    {
        var found = new LogOracle(Usual)
            .Check(Encoding.UTF8.GetBytes(line))
            .Select(violation => violation.Cause.Trim());

        Assert.Equal(cause.Length == 0 ? [] : [cause], found);
    }

    [Theory]
    [InlineData("""{"severity":"ERROR","format_parameters":{"Status":"502"}}""", 0)]
    [InlineData("""{"severity":"ERROR","format_parameters":{"Status":"500"}}""", 1)]
    public void LogLine_OfAFailingModelServer_MayBeAnErrorUnlessItIs500(string line, int found) =>
        Assert.Equal(found, new LogOracle(Faulty).Check(Encoding.UTF8.GetBytes(line)).Count());

    private static IEnumerable<string> Check(Message message, Answer answer) =>
        new AnswerOracle(Usual).Check(message, answer, message.IsHead).Select(violation => violation.Cause);

    private static IEnumerable<string> CheckConnection(Message[] messages, Conversation conversation) =>
        new ConversationOracle(Usual)
            .Check(new Script(1, messages), conversation)
            .Select(violation => violation.Cause);
}
