using Xunit;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

public sealed class OpenCallsTests
{
    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
    private static readonly byte[] Settings = [0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100];
    private static readonly byte[] Request = [0, 0, 2, 1, 4, 0, 0, 0, 1, 0x82, 0x86];
    private static readonly byte[] Message = [0, 0, 3, 0, 1, 0, 0, 0, 1, 7, 8, 9];
    private static readonly byte[] AnswerHead = [0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88];
    private static readonly byte[] Trailers = [0, 0, 1, 1, 5, 0, 0, 0, 1, 0x88];
    private static readonly byte[] Ping = [0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] Reset = [0, 0, 4, 3, 0, 0, 0, 0, 1, 0, 0, 0, 8];

    [Fact]
    public void Call_OverHttp1_IsOpenUntilItsAnswerBegins()
    {
        var calls = new OpenCalls();
        Assert.False(calls.Any);

        calls.Read("POST / HTTP/1.1\r\n"u8, isRequest: true);
        Assert.True(calls.Any);
        calls.Read("HTTP/1.1 200 OK\r\n"u8, isRequest: false);
        Assert.False(calls.Any);
        calls.Read("P"u8, isRequest: true);
        Assert.True(calls.Any);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(1_000)]
    public void Call_OverHttp2_IsOpenUntilItsStreamEnds(int chunk)
    {
        var calls = new OpenCalls();

        Send(calls, [.. Preface, .. Settings, .. Request, .. Message], chunk);
        Answer(calls, [.. Settings, .. AnswerHead], chunk);
        Assert.True(calls.Any);
        Answer(calls, Trailers, chunk);
        Assert.False(calls.Any);
    }

    [Fact]
    public void Ping_AfterTheLastAnswer_IsNoCall()
    {
        var calls = new OpenCalls();
        Send(calls, [.. Preface, .. Request], int.MaxValue);
        Answer(calls, Trailers, int.MaxValue);

        Send(calls, Ping, int.MaxValue);

        Assert.False(calls.Any);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Call_ThatEitherSideResets_IsOver(bool isClient)
    {
        var calls = new OpenCalls();
        Send(calls, [.. Preface, .. Request], int.MaxValue);

        (isClient ? (Action<OpenCalls, byte[], int>)Send : Answer)(calls, Reset, int.MaxValue);

        Assert.False(calls.Any);
    }

    private static void Send(OpenCalls calls, byte[] bytes, int chunk) =>
        Array.ForEach([.. bytes.Chunk(chunk)], part => calls.Read(part, isRequest: true));

    private static void Answer(OpenCalls calls, byte[] bytes, int chunk) =>
        Array.ForEach([.. bytes.Chunk(chunk)], part => calls.Read(part, isRequest: false));
}
