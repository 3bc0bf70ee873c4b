using System.IO.Compression;
using System.Text;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Bodies that are malformed below JSON, over raw sockets: each is the caller's fault.</summary>
public sealed class MalformedBodyTests(EmbeddedProcess function) : IClassFixture<EmbeddedProcess>
{
    private const string Json = """{"sentence": "I love it"}""";
    private const string Undecodable =
        "The body can't be decompressed: it is not what Content-Encoding says.";
    private const string Unreadable =
        "The body can't be read: it is not what Content-Encoding or Transfer-Encoding says.";

    [Theory]
    [InlineData("br")]
    [InlineData("BR")]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    public async Task CompressedBody_ThatIsNone_Is400(string coding) =>
        await AssertProblemAsync(
            400,
            Undecodable,
            $"Content-Encoding: {coding}",
            Enumerable.Repeat((byte)0xff, 40).ToArray()
        );

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task CompressedBody_CorruptedInTheMiddle_Is400(string coding)
    {
        var letters = Enumerable.Range(0, 20_000).Select(i => (char)('a' + (i * i % 26)));
        var body = Compress(coding, string.Concat(letters));
        body.AsSpan(body.Length / 2, 8).Fill(0xff);

        var answer = await SendAsync($"Content-Encoding: {coding}", body);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        AssertNoError();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task CompressedBody_Truncated_Is400(string coding)
    {
        var body = Compress(coding, Json);

        var answer = await SendAsync($"Content-Encoding: {coding}", body[..(body.Length / 2)]);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        AssertNoError();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "GZIP")]
    [InlineData("gzip", "x-gzip")]
    [InlineData("br", "Br")]
    [InlineData("deflate", "Deflate")]
    [InlineData("identity", "identity")]
    [InlineData("identity", "IDENTITY")]
    [InlineData("identity", "")]
    public async Task ContentCoding_InAnyCase_IsRead(string coding, string name)
    {
        var answer = await SendAsync($"Content-Encoding: {name}", Compress(coding, Json));

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip, br")]
    [InlineData("zstd")]
    [InlineData("compress")]
    public async Task ContentCoding_ThatIsNotRead_Is415(string coding) =>
        await AssertProblemAsync(
            415,
            $"The content coding '{coding}' is not supported: use gzip, br or deflate, or none.",
            $"Content-Encoding: {coding}",
            Compress("gzip", Json)
        );

    [Theory]
    [InlineData("ffffffff\r\nx", 400, Unreadable)]
    [InlineData("fffffffff\r\nx", 400, Unreadable)]
    [InlineData("2\r\n{}\r\nfffffffff\r\nx", 400, Unreadable)]
    [InlineData("-1\r\nx", 400, "Bad chunk size data.")]
    [InlineData("zz\r\nx", 400, "Bad chunk size data.")]
    [InlineData("2;a=b\n{}\r\n0\r\n\r\n", 400, "Bad chunk extension.")]
    [InlineData("2\r\n{}xx0\r\n\r\n", 400, "Bad chunk suffix.")]
    [InlineData("2\r\n{}\r\n0\r\nno trailer\r\n\r\n", 400, "Invalid request header: ''")]
    public async Task Chunks_Malformed_AreTheCallersFault(string chunks, int status, string detail) =>
        await AssertProblemAsync(
            status,
            detail,
            "Transfer-Encoding: chunked",
            RawConnection.Text(chunks),
            hasLength: false
        );

    [Fact]
    public async Task Trailers_TooLong_Are431() =>
        await AssertProblemAsync(
            431,
            "Request headers too long.",
            "Transfer-Encoding: chunked",
            RawConnection.Text($"2\r\n{{}}\r\n0\r\na: {new string('x', 40_000)}\r\n\r\n"),
            hasLength: false
        );

    [Fact]
    public async Task Chunks_Malformed_InACompressedBody_Are400() =>
        await AssertProblemAsync(
            400,
            Unreadable,
            "Content-Encoding: gzip\r\nTransfer-Encoding: chunked",
            RawConnection.Text("fffffffff\r\nx"),
            hasLength: false
        );

    [Fact]
    public async Task Chunks_WithExtensionsAndTrailers_AreRead()
    {
        var answer = await RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.Head("Transfer-Encoding: chunked"),
            RawConnection.Text($"{Json.Length:x};a=\"b\"\r\n{Json}\r\n0\r\na: b\r\n\r\n")
        );

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_LongerThanItsLength_IsReadByItsLength()
    {
        var answer = await RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.Head("Content-Length: 20"),
            RawConnection.Text(Json)
        );

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        AssertNoError();
    }

    [Fact]
    public async Task Body_ThatStopsComing_Is408WithoutAnError()
    {
        var answer = await RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.Head("Content-Length: 100"),
            RawConnection.Text("{")
        );

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains(
            "\"detail\":\"The request did not arrive within the time for it. Try again.\"",
            answer,
            StringComparison.Ordinal
        );
        AssertNoError();
    }

    private async Task AssertProblemAsync(
        int status,
        string detail,
        string headers,
        byte[] body,
        bool hasLength = true
    )
    {
        var answer = await SendAsync(headers, body, hasLength);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains($"\"detail\":\"{detail}\"", answer, StringComparison.Ordinal);
        AssertNoError();
    }

    private Task<string> SendAsync(string headers, byte[] body, bool hasLength = true) =>
        RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.Head(hasLength ? [headers, $"Content-Length: {body.Length}"] : [headers]),
            body
        );

    private void AssertNoError() =>
        Assert.DoesNotContain("[fail]", function.Output, StringComparison.Ordinal);

    private static byte[] Compress(string coding, string text)
    {
        using var result = new MemoryStream();
        using (
            var compressor = coding switch
            {
                "gzip" => new GZipStream(result, CompressionLevel.Optimal),
                "br" => new BrotliStream(result, CompressionLevel.Optimal),
                "deflate" => new ZLibStream(result, CompressionLevel.Optimal),
                _ => (Stream)result,
            }
        )
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return result.ToArray();
    }
}
