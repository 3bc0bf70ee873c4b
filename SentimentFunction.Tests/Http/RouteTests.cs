using System.Net;
using Microsoft.OpenApi;
using Xunit;

namespace SentimentFunction.Tests.Http;

public sealed class RouteTests : HttpTest
{
    [Theory]
    [InlineData("/model")]
    [InlineData("/model?version=v2")]
    [InlineData("/model/")]
    [InlineData("/model/?version=v2")]
    public async Task Model_Get_DescribesTheVersionAlone(string uri)
    {
        using var response = await SendAsync(new(HttpMethod.Get, uri));

        var model = await ReadAsync(response);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            [
                "name",
                "version",
                "resource",
                "server",
                "framework",
                "runtimeVersion",
                "createdAt",
                "labels",
                "versions",
                "versionSelectable",
            ],
            model.AsObject().Select(member => member.Key)
        );
        Assert.Equal("sentiment", (string?)model["name"]);
        Assert.Equal("v2", (string?)model["version"]);
    }

    [Fact]
    public async Task Model_VersionThatIsMissing_Is404() =>
        await AssertProblemAsync(
            new(HttpMethod.Get, "/model?version=v9"),
            HttpStatusCode.NotFound,
            "The model 'sentiment' has no version 'v9'; it has 'v2'."
        );

    [Fact]
    public async Task Model_Get_SaysWhatThereIsToChooseFrom()
    {
        Start(("Model:Labels:0", "bad"), ("Model:Labels:1", "so so"), ("Model:Labels:2", "good"));

        using var response = await SendAsync(new(HttpMethod.Get, "/model"));

        var model = await ReadAsync(response);
        Assert.Equal("""["bad","so so","good"]""", model["labels"]!.ToJsonString());
        Assert.Equal("""["v2"]""", model["versions"]!.ToJsonString());
        Assert.True((bool)model["versionSelectable"]!);
    }

    [Fact]
    public async Task Model_VersionsThatAreNotListed_AreLeftOut()
    {
        Start(new FakePredictor());

        using var response = await SendAsync(new(HttpMethod.Get, "/model"));

        Assert.False((await ReadAsync(response)).AsObject().ContainsKey("versions"));
    }

    [Fact]
    public async Task Model_VersionPinned_IsUsedUnlessTheRequestNamesOne()
    {
        Start(("Model:Version", "v7"));

        using var pinned = await SendAsync(new(HttpMethod.Get, "/model"));
        using var pinnedPrediction = await SendAsync(Post("""{"sentence": "x"}"""));
        using var named = await SendAsync(new(HttpMethod.Get, "/model?version=v2"));

        Assert.Equal(
            "The model has no version 'v7', which this function is set to use.",
            (string?)(await ReadAsync(pinned))["detail"]
        );
        Assert.Equal(HttpStatusCode.BadGateway, pinned.StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, pinnedPrediction.StatusCode);
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/model")]
    [InlineData("/openapi.json")]
    public async Task Head_OfWhatCanBeGot_HasTheHeadersAlone(string path)
    {
        using var get = await SendAsync(new(HttpMethod.Get, path));
        using var head = await SendAsync(new(HttpMethod.Head, path));

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/", "GET, HEAD, OPTIONS, POST")]
    [InlineData("/model", "GET, HEAD, OPTIONS")]
    [InlineData("/openapi.json", "GET, HEAD, OPTIONS")]
    public async Task Options_WithoutOrigin_TellWhatIsAllowed(string path, string allow)
    {
        using var response = await SendAsync(new(HttpMethod.Options, path));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("PUT", "/", "GET, HEAD, OPTIONS, POST")]
    [InlineData("POST", "/model", "GET, HEAD, OPTIONS")]
    [InlineData("DELETE", "/openapi.json", "GET, HEAD, OPTIONS")]
    public async Task Method_ThatIsNotAllowed_Is405(string method, string path, string allow)
    {
        using var response = await SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allow, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(
            $"{path} does not take {method}; it takes {allow}.",
            (string?)(await ReadAsync(response))["detail"]
        );
    }

    [Fact]
    public async Task Path_ThatIsMissing_Is404() =>
        await AssertProblemAsync(
            new(HttpMethod.Get, "/predict"),
            HttpStatusCode.NotFound,
            "There is nothing at /predict. POST / predicts, GET /model describes the model version, "
                + "GET /openapi.json says it all."
        );

    [Theory]
    [InlineData("GET", "/sentiment")]
    [InlineData("GET", "/sentiment/")]
    [InlineData("GET", "/sentiment/model")]
    [InlineData("GET", "/sentiment/model/")]
    [InlineData("GET", "/sentiment/openapi.json")]
    [InlineData("POST", "/sentiment")]
    [InlineData("POST", "/sentiment/")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/model")]
    [InlineData("POST", "/")]
    public async Task PathBase_Configured_IsAnsweredWithAndWithoutIt(string method, string path)
    {
        Start(("Site:PathBase", "/sentiment"));
        using var request = Post("""{"sentence": "x"}""", path);
        if (method == "GET")
        {
            (request.Method, request.Content) = (HttpMethod.Get, null);
        }

        using var response = await SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/sentiment/predict")]
    [InlineData("/sentiment/sentiment/model")]
    public async Task PathBase_Configured_IsNamedByProblems(string path)
    {
        Start(("Site:PathBase", "/sentiment"));

        await AssertProblemAsync(
            new(HttpMethod.Get, path),
            HttpStatusCode.NotFound,
            $"There is nothing at {path}. POST /sentiment/ predicts, GET /sentiment/model describes the "
                + "model version, GET /sentiment/openapi.json says it all."
        );
        await AssertProblemAsync(
            new(HttpMethod.Put, "/sentiment/model"),
            HttpStatusCode.MethodNotAllowed,
            "/sentiment/model does not take PUT; it takes GET, HEAD, OPTIONS."
        );
    }

    [Theory]
    [InlineData("/sentiments/model")]
    [InlineData("/other/model")]
    [InlineData("/model/x")]
    public async Task PathBase_OfAnother_Is404(string path)
    {
        Start(("Site:PathBase", "/sentiment"));

        using var response = await SendAsync(new(HttpMethod.Get, path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Home_WithoutASite_SaysHowToCall()
    {
        using var response = await SendAsync(new(HttpMethod.Get, "/"));

        var home = await ReadAsync(response);
        Assert.Equal(
            ["POST /", "GET /model", "GET /openapi.json"],
            home["usage"]!.AsObject().Select(use => use.Key)
        );
    }

    [Fact]
    public async Task Home_WithASite_Redirects()
    {
        Start(("Site:Address", "https://storage.googleapis.com/a-bucket/index.html"));

        using var response = await SendAsync(new(HttpMethod.Get, "/"));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(
            "https://storage.googleapis.com/a-bucket/index.html",
            response.Headers.Location?.ToString()
        );
    }

    [Theory]
    [InlineData("/openapi.json", "http://localhost/")]
    [InlineData("/openapi.json/", "http://localhost/")]
    [InlineData("/sentiment/openapi.json", "http://localhost/sentiment/")]
    [InlineData("/sentiment/openapi.json/", "http://localhost/sentiment/")]
    public async Task OpenApi_AtAnyOfItsAddresses_LeadsToTheFunction(string path, string server)
    {
        Start(("Site:PathBase", "/sentiment"));

        using var response = await SendAsync(new(HttpMethod.Get, path));

        // Relative to where the document is:
        // https://spec.openapis.org/oas/v3.1.1#relative-references-in-api-urls
        var url = (string)(await ReadAsync(response))["servers"]![0]!["url"]!;
        Assert.Equal(server, new Uri(new Uri($"http://localhost{path}"), url).AbsoluteUri);
    }

    [Fact]
    public async Task OpenApi_Always_IsValidAndTellsTheLimits()
    {
        Start(("Limits:MaxSentenceLength", "77"), ("Limits:MaxInstances", "7"));

        using var response = await SendAsync(new(HttpMethod.Get, "/openapi.json"));

        var json = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var result = OpenApiDocument.Parse(json, "json");
        Assert.Empty(result.Diagnostic!.Errors);
        Assert.Empty(result.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, result.Diagnostic.SpecificationVersion);
        var schemas = result.Document!.Components!.Schemas!;
        Assert.Equal(77, schemas["Sentence"].MaxLength);
        Assert.Equal(7, schemas["Sentences"].MaxItems);
        Assert.Equal(7, schemas["Instances"].MaxItems);
    }
}
