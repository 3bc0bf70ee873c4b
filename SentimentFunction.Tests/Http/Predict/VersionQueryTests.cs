using System.Net;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>Which version is asked for with <c>?version=</c>, and how it may be wrong.</summary>
public sealed class VersionQueryTests : HttpTest
{
    [Fact]
    public async Task Version_ThatIsMissing_Is404() =>
        await AssertProblemAsync(
            Post("""{"sentence": "x"}""", "/?version=v9"),
            HttpStatusCode.NotFound,
            "The model 'sentiment' has no version 'v9'; it has 'v2'."
        );

    [Theory]
    [InlineData("/?version=a/b", "a/b")]
    [InlineData("/?version=..", "..")]
    [InlineData("/?version=", "")]
    [InlineData("/model?version=%00", "\0")]
    public async Task Version_ThatIsNoName_Is400(string uri, string quoted)
    {
        var request = uri.StartsWith("/model", StringComparison.Ordinal)
            ? new HttpRequestMessage(HttpMethod.Get, uri)
            : Post("""{"sentence": "x"}""", uri);

        await AssertProblemAsync(
            request,
            HttpStatusCode.BadRequest,
            $"The version '{quoted}' is not a version name: 1 to 128 letters, digits, underscores, hyphens "
                + "and dots, "
                + "the first one a letter or digit."
        );
    }

    [Fact]
    public async Task Version_Twice_Is400() =>
        await AssertProblemAsync(
            Post("""{"sentence": "x"}""", "/?version=v1&version=v2"),
            HttpStatusCode.BadRequest,
            "The query has 'version' more than once."
        );
}
