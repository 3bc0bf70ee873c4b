using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>What all three model servers refuse, each in its own words.</summary>
public sealed class StrictnessTests : ModelServerTest
{
    private const int MaxBodyBytes = 1_572_864;
    private const string Invalid = "Invalid JSON payload received. ";

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    [Theory]
    [InlineData(
        """{"httpBody": {"contentType": "application/json", "data": "e30="}}""",
        Invalid + "Unknown name \"httpBody\": Cannot find field.",
        "Unexpected key 'httpBody': the request takes 'signature_name' and one of 'instances' and 'inputs'"
    )]
    [InlineData(
        """{"instances": ["a"], "model": "b"}""",
        Invalid + "Unknown name \"model\": Cannot find field.",
        "Unexpected key 'model': the request takes 'signature_name' and one of 'instances' and 'inputs'"
    )]
    [InlineData(
        "{}",
        "Field: instances Error: Required field is not set.",
        "Missing 'inputs' or 'instances' key"
    )]
    [InlineData(
        """{"instances": []}""",
        "Field: instances Error: The list must not be empty.",
        """JSON Value: {"instances": []} No values in 'instances' array"""
    )]
    [InlineData(
        """{"instances": {"sentence": "a"}}""",
        "Field: instances Error: Invalid value: it must be a list.",
        """JSON Value: {"instances": {"sentence": "a"}} Excepting 'instances' to be an list/array"""
    )]
    [InlineData(
        """{"instances": null}""",
        "Field: instances Error: Invalid value: it must be a list.",
        """JSON Value: {"instances": null} Excepting 'instances' to be an list/array"""
    )]
    [InlineData("[1, 2]", Invalid + "Root element must be a message.", "JSON Value: [1, 2] Is not object")]
    [InlineData(
        """{"instances": ["a"], "instances": ["b"]}""",
        Invalid + "Duplicate key.",
        "JSON Parse error: Duplicate key."
    )]
    [InlineData(
        """{"instances": ["\ud800"]}""",
        Invalid + "The surrogate pair in string is invalid.",
        "JSON Parse error: The surrogate pair in string is invalid."
    )]
    public async Task Body_WithFlaw_IsRefusedByAll(string body, string google, string tensorFlowServing)
    {
        Assert.Equal(google, await ReadGoogleErrorAsync(AiPlatform, body));
        Assert.Equal(google, await ReadGoogleErrorAsync(VertexAi, body));
        Assert.Equal(tensorFlowServing, await ReadTensorFlowServingErrorAsync(body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"instances": ["a"]} x""")]
    [InlineData("""{"instances": [NaN]}""")]
    [InlineData("""{'instances': ['a']}""")]
    public async Task Body_NotJson_IsRefusedByAll(string body)
    {
        Assert.StartsWith(Invalid, await ReadGoogleErrorAsync(AiPlatform, body), StringComparison.Ordinal);
        Assert.StartsWith(Invalid, await ReadGoogleErrorAsync(VertexAi, body), StringComparison.Ordinal);
        Assert.StartsWith(
            "JSON Parse error: ",
            await ReadTensorFlowServingErrorAsync(body),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(AiPlatform, "parameters")]
    [InlineData(AiPlatform, "inputs")]
    [InlineData(VertexAi, "signature_name")]
    public async Task Body_WithMemberOfAnotherServer_IsRefused(string path, string member) =>
        Assert.Equal(
            $"{Invalid}Unknown name \"{member}\": Cannot find field.",
            await ReadGoogleErrorAsync(path, $$"""{"instances": ["a"], "{{member}}": "b"}""")
        );

    [Theory]
    [InlineData(AiPlatform)]
    [InlineData(VertexAi)]
    public async Task Body_OverTheLimit_IsRefused(string path)
    {
        using var largest = await PostAsync($"{path}:predict", BodyOf(MaxBodyBytes));
        Assert.Equal(HttpStatusCode.OK, largest.StatusCode);

        Assert.Equal(
            "Request payload size exceeds the limit: 1572864 bytes.",
            await ReadGoogleErrorAsync(path, BodyOf(MaxBodyBytes + 1))
        );
    }

    [Fact]
    public async Task Body_OfTensorFlowServing_HasCloudRunsLimit()
    {
        using var response = await PostAsync($"{TensorFlowServing}:predict", BodyOf(MaxBodyBytes + 1));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        using var refused = await PostAsync($"{TensorFlowServing}:predict", BodyOf(33_554_433));
        AssertJson(
            new JsonObject { ["error"] = "Request Entity Too Large: more than 33554432 bytes" },
            await ReadAsync(refused, HttpStatusCode.RequestEntityTooLarge)
        );
    }

    [Theory]
    [InlineData(AiPlatform, "text/plain")]
    [InlineData(AiPlatform, "application/x-www-form-urlencoded")]
    [InlineData(VertexAi, "application/jsonp")]
    [InlineData(VertexAi, "")]
    public async Task ContentType_OtherThanJson_IsRefusedByGoogle(string path, string contentType)
    {
        using var content = new ByteArrayContent("""{"instances": ["a"]}"""u8.ToArray());
        if (contentType.Length > 0)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await Client.PostAsync($"{path}:predict", content, Cancelled);

        Assert.Equal(
            $"{Invalid}Unsupported content type '{contentType}'.",
            (string?)(await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!["message"]
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Body_CompressedWithGzip_IsTaken(string path)
    {
        using var content = Compress(Encoding.UTF8.GetBytes("""{"instances": ["I love it"]}"""));

        using var response = await Client.PostAsync($"{path}:predict", content, Cancelled);

        Assert.Single((await ReadAsync(response))["predictions"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Body_CompressedAndLarge_CountsDecompressed(string path)
    {
        using var content = Compress(new byte[33_554_433]);

        using var response = await Client.PostAsync($"{path}:predict", content, Cancelled);

        Assert.Contains(
            path == TensorFlowServing ? "Too Large" : "exceeds the limit",
            await response.Content.ReadAsStringAsync(Cancelled),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Body_NotCompressedAsItSays_IsRefused()
    {
        using var content = new StringContent("""{"instances": ["a"]}""", Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");

        using var response = await Client.PostAsync($"{AiPlatform}:predict", content, Cancelled);

        Assert.Equal(
            $"{Invalid}The body is not compressed as Content-Encoding says.",
            (string?)(await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!["message"]
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Answer_ToCallerWhoAcceptsGzip_IsCompressed(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var response = await Client.SendAsync(request, Cancelled);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        await using var text = new GZipStream(body, CompressionMode.Decompress);
        AssertJson(await GetAsync(path), await JsonNode.ParseAsync(text, cancellationToken: Cancelled));
    }

    private static string BodyOf(int length)
    {
        const string Start = "{\"instances\":[\"";
        const string End = "\"]}";
        return $"{Start}{new string('a', length - Start.Length - End.Length)}{End}";
    }

    private static ByteArrayContent Compress(byte[] body)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return new(result.ToArray())
        {
            Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } },
        };
    }

    private async Task<string?> ReadGoogleErrorAsync(string path, string body)
    {
        using var response = await PostAsync($"{path}:predict", body);
        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal((400, "INVALID_ARGUMENT"), ((int?)error["code"], (string?)error["status"]));
        return (string?)error["message"];
    }

    private async Task<string?> ReadTensorFlowServingErrorAsync(string body)
    {
        using var response = await PostAsync($"{TensorFlowServing}:predict", body);
        return (string?)(await ReadAsync(response, HttpStatusCode.BadRequest))["error"];
    }
}
