using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

public sealed class CallerTests
{
    private const string NotFound =
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nCache-Control: no-store\r\n"
        + "X-Content-Type-Options: nosniff\r\n\r\n";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Play_Answered_ReadsAnAnswerForEachAndWhatIsBehind(bool isPipelined)
    {
        await using var server = new PlantedServer(NotFound + NotFound + NotFound);
        var script = new Script(1, [Answers.Missing("a"), Answers.Missing("b")])
        {
            IsPipelined = isPipelined,
        };

        var conversation = await PlayAsync(server, script);

        Assert.Equal(
            (3, null, false, false),
            (conversation.Answers.Count, conversation.Flaw, conversation.IsLate, conversation.IsReset)
        );
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", "# ")]
    [InlineData(NotFound, "a body 404 is no JSON")]
    [InlineData("HTTP/2 200\r\n\r\n", "'…' is no status line. (Clean)")]
    public async Task Play_ServerThatBreaksAPromise_IsFoundOut(string answer, string cause)
    {
        await using var server = new PlantedServer(answer);
        var script = new Script(1, [Answers.Missing("a")]);

        var conversation = await PlayAsync(server, script);
        var found = new ConversationOracle(new(IsFaulty: false)).Check(script, conversation);

        Assert.Contains(cause, found.Select(violation => violation.Cause));
    }

    [Fact]
    public async Task Play_ServerThatStopsInTheMiddle_IsLateAfterHalfAMinute()
    {
        var time = new FakeTimeProvider();
        await using var server = new PlantedServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");

        var playing = new Caller(server.Port, time).PlayAsync(
            new Script(1, [Answers.Missing("a")]),
            Cancelled
        );
        await server.Answered.InTimeAsync();
        time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(playing.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.True((await playing).IsLate);
    }

    [Fact]
    public async Task Play_DoubtfulRequestThatGetsNoAnswer_SaysThatNoMoreIsSent()
    {
        await using var server = new PlantedServer("");

        var conversation = await PlayAsync(server, new Script(1, [Answers.OfFraming(Framing.Doubtful)]));

        Assert.Equal(
            (0, true, false),
            (conversation.Answers.Count, conversation.IsHurried, conversation.IsLate)
        );
    }

    [Fact]
    public async Task Play_Abandoned_SendsThatMuchAndGoes()
    {
        await using var server = new PlantedServer("");
        var script = new Script(1, [Answers.Missing("a")]) { Ending = Ending.Abandoned, StopAfter = 5 };

        var conversation = await PlayAsync(server, script);
        await server.Answered.InTimeAsync();
        await server.DisposeAsync();

        Assert.Empty(conversation.Answers);
        Assert.Equal("GET /"u8.ToArray(), server.Received);
    }

    [Fact]
    public async Task Play_Reset_Goes()
    {
        await using var server = new PlantedServer(NotFound);

        var conversation = await PlayAsync(
            server,
            new Script(1, [Answers.Missing("a")]) { Ending = Ending.Reset }
        );

        Assert.Equal((0, false), (conversation.Answers.Count, conversation.IsLate));
    }

    [Fact]
    public async Task Play_InPieces_SendsAll()
    {
        await using var server = new PlantedServer(NotFound);
        var script = new Script(1, [Answers.Missing("a")]) { PieceLength = 3 };

        await PlayAsync(server, script);
        await server.DisposeAsync();

        Assert.Equal(script.ToArray(), server.Received);
    }

    [Fact]
    public async Task Play_WithoutAServer_IsReset()
    {
        var server = new PlantedServer("");
        var port = server.Port;
        await server.DisposeAsync();

        var conversation = await new Caller(port, TimeProvider.System).PlayAsync(
            new Script(1, [Answers.Missing("a")]),
            Cancelled
        );

        Assert.True(conversation.IsReset);
    }

    private static Task<Conversation> PlayAsync(PlantedServer server, Script script) =>
        new Caller(server.Port, TimeProvider.System).PlayAsync(script, Cancelled);
}
