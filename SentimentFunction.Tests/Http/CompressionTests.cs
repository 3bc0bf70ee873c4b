using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class CompressionTests : HttpTest
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Request_Compressed_IsAnswered(string coding)
    {
        using var request = Post(Compress("""{"sentence": "I love it"}""", coding));
        request.Content!.Headers.ContentEncoding.Add(coding);

        using var response = await SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("positive", (string?)(await ReadAsync(response))["sentiments"]![0]!["label"]);
    }

    [Fact]
    public async Task Answer_ToCallerWhoAcceptsGzip_IsCompressed()
    {
        using var request = Post("""{"sentence": "I love it"}""");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var response = await SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        await using var body = await response.Content.ReadAsStreamAsync(
            TestContext.Current.CancellationToken
        );
        await using var text = new GZipStream(body, CompressionMode.Decompress);
        var answer = await JsonNode.ParseAsync(
            text,
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.Equal("positive", (string?)answer!["sentiments"]![0]!["label"]);
    }

    [Fact]
    public async Task Answer_ToCallerWhoAcceptsNone_IsNotCompressed()
    {
        using var response = await SendAsync(Post("""{"sentence": "I love it"}"""));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal(
            (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length,
            response.Content.Headers.ContentLength
        );
    }

    private static byte[] Compress(string text, string coding)
    {
        using var result = new MemoryStream();
        using (
            Stream compressor = coding switch
            {
                "gzip" => new GZipStream(result, CompressionLevel.Optimal),
                "br" => new BrotliStream(result, CompressionLevel.Optimal),
                _ => new ZLibStream(result, CompressionLevel.Optimal),
            }
        )
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return result.ToArray();
    }
}
