using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>Bodies that are sent as something else than JSON in UTF-8, or in an unknown coding.</summary>
public sealed class UnsupportedMediaTypeTests : HttpTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("nonsense")]
    public async Task ContentType_NotJson_Is415(string? contentType)
    {
        var request = Post("""{"sentence": "x"}""");
        request.Content!.Headers.Remove("Content-Type");
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        await AssertProblemAsync(
            request,
            HttpStatusCode.UnsupportedMediaType,
            "The body must be JSON in UTF-8: send it with Content-Type: application/json."
        );
    }

    [Fact]
    public async Task ContentEncoding_Unknown_Is415()
    {
        var request = Post("""{"sentence": "x"}""");
        request.Content!.Headers.ContentEncoding.Add("zstd");

        await AssertProblemAsync(
            request,
            HttpStatusCode.UnsupportedMediaType,
            "The content coding 'zstd' is not supported: use gzip, br or deflate, or none."
        );
    }
}
