using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The largest body that can be configured, which the server itself would not take.</summary>
public sealed class LargestBodyTests
{
    private const int Largest = 33_554_432;
    private const string TooLarge =
        "The body has more than 33,554,432 bytes, which is the limit: send fewer sentences at once.";

    [Fact]
    public async Task Body_OfAnyKind_IsTakenUpToTheLimitAndRefusedInOurWordsBeyondIt()
    {
        await using var function = FunctionProcess.Start(
            ("Model__Server", "embedded"),
            ("Limits__MaxBodyBytes", $"{Largest}"),
            ("Limits__RequestTimeout", "00:01:00")
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        foreach (var send in (Func<byte[], HttpContent>[])[Plain, Chunked, Compressed])
        {
            Assert.Equal((HttpStatusCode.OK, null), await SendAsync(client, send(Body(Largest))));
            Assert.Equal(
                (HttpStatusCode.RequestEntityTooLarge, TooLarge),
                await SendAsync(client, send(Body(Largest + 1)))
            );
        }
    }

    private static byte[] Body(int length)
    {
        var body = new byte[length];
        body.AsSpan().Fill((byte)' ');
        Encoding.ASCII.GetBytes("""{"sentence": "I love it"}""", body);
        return body;
    }

    private static ByteArrayContent Plain(byte[] body) => new(body);

    private static StreamContent Chunked(byte[] body) =>
        new(new MemoryStream(body)) { Headers = { ContentLength = null } };

    private static ByteArrayContent Compressed(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return new ByteArrayContent(compressed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } };
    }

    private static async Task<(HttpStatusCode Status, string? Detail)> SendAsync(
        HttpClient client,
        HttpContent content
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = content };
        request.Headers.TransferEncodingChunked = content is StreamContent;
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        )!;
        return (response.StatusCode, (string?)answer["detail"]);
    }
}
