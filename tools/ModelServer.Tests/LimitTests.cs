using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>A call may be only so large.</summary>
public sealed class LimitTests : ModelServerTest
{
    private const string TooMany = "Task size 3 is larger than maximum input batch size 2";

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    [Fact]
    public async Task MaxInstances_AtAiPlatform_FailsTheBatch()
    {
        Server.Settings.MaxInstances = 2;

        AssertJson(
            new JsonObject { ["error"] = $"Prediction failed: {TooMany}" },
            await PredictAsync(AiPlatform, "a", "b", "c")
        );
    }

    [Fact]
    public async Task MaxInstances_AtVertexAi_PassesOnWhatTheContainerSays()
    {
        Server.Settings.MaxInstances = 2;

        using var response = await PostAsync($"{VertexAi}:predict", """{"instances": ["a", "b", "c"]}""");

        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal("INVALID_ARGUMENT", (string?)error["status"]);
        AssertJson(new JsonObject { ["error"] = TooMany }, JsonNode.Parse((string)error["message"]!));
    }

    [Theory]
    [InlineData("instances")]
    [InlineData("inputs")]
    public async Task MaxInstances_AtTensorFlowServing_Is400(string member)
    {
        Server.Settings.MaxInstances = 2;

        using var response = await PostAsync(
            $"{TensorFlowServing}:predict",
            $$"""{"{{member}}": ["a", "b", "c"]}"""
        );

        AssertJson(
            new JsonObject { ["error"] = TooMany },
            await ReadAsync(response, HttpStatusCode.BadRequest)
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task MaxInstances_CountsWhatItRefuses(string path)
    {
        Server.Settings.MaxInstances = 2;
        using var refused = await PostAsync($"{path}:predict", """{"instances": ["a", "b", "c"]}""");

        Assert.Equal(2, (await PredictAsync(path, "a", "b"))["predictions"]!.AsArray().Count);
        Server.Settings.MaxInstances = null;
        Assert.Equal(3, (await PredictAsync(path, "a", "b", "c"))["predictions"]!.AsArray().Count);

        var counted = Server.Counters.Snapshot();
        Assert.Equal(1, counted.Limits[ServerLimit.MaxInstances]);
        Assert.Equal((2, 5), (counted.Instances.Count, counted.Instances.Sum));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task MaxHeaderBytes_RefusesPredictionsAndDescriptions(string path)
    {
        Server.Settings.MaxHeaderBytes = 1_000;
        Client.DefaultRequestHeaders.Add("X-Large", new string('x', 1_000));

        using var prediction = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");
        using var description = await Client.GetAsync(path, Cancelled);

        foreach (var response in (HttpResponseMessage[])[prediction, description])
        {
            Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, response.StatusCode);
            Assert.Equal("", await response.Content.ReadAsStringAsync(Cancelled));
            Assert.True(response.Headers.ConnectionClose);
        }

        var counted = Server.Counters.Snapshot();
        Assert.Equal((2, 2), (counted.Limits[ServerLimit.MaxHeaderBytes], counted.Statuses[431]));
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 431)]
    public async Task MaxHeaderBytes_CountsEveryLine(int more, int status)
    {
        // "Host: 127.0.0.1:PORT" and the ends of two lines.
        Server.Settings.MaxHeaderBytes = $"Host: {Server.MetadataHost}__X-Large: 12345__".Length;
        using var request = new HttpRequestMessage(HttpMethod.Get, AiPlatform);
        request.Headers.Add("X-Large", new string('1', 5 + more));

        using var response = await Client.SendAsync(request, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task MaxHeaderBytes_LeavesControlAndTokensAlone()
    {
        Server.Settings.MaxHeaderBytes = 1;

        Assert.Equal(1, (int?)(await GetAsync("/control"))["settings"]!["maxHeaderBytes"]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/computeMetadata/v1/project/project-id");
        request.Headers.Add("Metadata-Flavor", "Google");
        using var response = await Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public void Limits_BelowOne_AreRefused()
    {
        Assert.Equal(
            "0 is too small: use at least 1.",
            Assert.Throws<ArgumentException>(() => Server.Settings.MaxInstances = 0).Message
        );
        Assert.Equal(
            "-1 is too small: use at least 1.",
            Assert.Throws<ArgumentException>(() => Server.Settings.MaxHeaderBytes = -1).Message
        );
    }
}
