using System.Text;
using SentimentFunction.Tools.Fuzzer.Answers;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

public sealed class AnswerReaderTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_SeveralAnswers_TellsThemApart()
    {
        var reader = Reader(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-LENGTH: 2\r\n\r\nab"
                + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\nX: "
                + "y\r\n\r\n"
                + "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n"
                + "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nto the end"
        );

        Assert.Equal((200, "ab"), Told(await reader.ReadAsync(isHead: false, Cancelled)));
        Assert.Equal((200, "abcd"), Told(await reader.ReadAsync(isHead: false, Cancelled)));
        Assert.Equal((204, ""), Told(await reader.ReadAsync(isHead: false, Cancelled)));
        Assert.Equal((404, ""), Told(await reader.ReadAsync(isHead: true, Cancelled)));
        Assert.Equal((400, "to the end"), Told(await reader.ReadAsync(isHead: false, Cancelled)));
        Assert.Null(await reader.ReadAsync(isHead: false, Cancelled));
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", "'HTTP/1.0 200 OK' is no status line.")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n", "'HTTP/1.1 2000 OK' is no status line.")]
    [InlineData("abHTTP/1.1 200 OK\r\n\r\n", "'abHTTP/1.1 200 OK' is no status line.")]
    [InlineData("HTTP/1.1 200 OK\n\r\n", "The line 'HTTP/1.1 200 OK' does not end with CR LF.")]
    [InlineData("HTTP/1.1 200 OK\r\nno header\r\n\r\n", "'no header' is no header.")]
    [InlineData("HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "'A : b' is no header.")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "The answer does not say where it ends.")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\na", "'+1' is no length of a body or chunk.")]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
        "'1, 1' is no length of a body or chunk."
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "The answer has Transfer-Encoding 'chunked' and Content-Length '1'."
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "The connection ended after 3 of 5 bytes."
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
        "'b' stands behind a chunk."
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
        "The connection ended in the line ''."
    )]
    public async Task Read_WhatIsNotHttp_SaysWhy(string bytes, string message)
    {
        var exception = await Assert.ThrowsAsync<MalformedAnswerException>(() =>
            Reader(bytes).ReadAsync(isHead: false, Cancelled)
        );

        Assert.Equal(message, exception.Message);
    }

    private static AnswerReader Reader(string bytes) => new(new MemoryStream(Encoding.ASCII.GetBytes(bytes)));

    private static (int Status, string Body) Told(Answer? answer) =>
        (answer!.Status, Encoding.ASCII.GetString(answer.Body.Span));
}
