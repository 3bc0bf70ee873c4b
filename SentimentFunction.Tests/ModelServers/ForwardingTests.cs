using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>What each model server is asked, and how its answers are told.</summary>
public sealed class ForwardingTests
{
    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [InlineData("ai-platform", "v1", "projects/local/models/sentiment/versions/v1", "TENSORFLOW", "2.11")]
    [InlineData("tensorflow-serving", "2", "models/sentiment/versions/2", "TENSORFLOW", null)]
    [InlineData("open-inference", "2", "models/sentiment/versions/2", "custom", null)]
    [InlineData(ServedFunction.Grpc, "2", "models/sentiment/versions/2", "TENSORFLOW", null)]
    public async Task Model_OfAnAnswer_IsDescribedInFull(
        string server,
        string version,
        string resource,
        string framework,
        string? runtimeVersion
    )
    {
        await using var function = await ServedFunction.StartAsync(server);

        var answer = await function.PredictAsync("I love it", "I hate it");

        var model = answer["model"]!;
        Assert.Equal(
            ["positive", "negative"],
            answer["sentiments"]!.AsArray().Select(sentiment => (string)sentiment!["label"]!)
        );
        Assert.Equal("sentiment", (string?)model["name"]);
        Assert.Equal(version, (string?)model["version"]);
        Assert.Equal(resource, (string?)model["resource"]);
        Assert.Equal(ServedFunction.KindOf(server), (string?)model["server"]);
        Assert.Equal(framework, (string?)model["framework"]);
        Assert.Equal(runtimeVersion, (string?)model["runtimeVersion"]);
    }

    [Theory]
    [InlineData("ai-platform", "v2")]
    [InlineData("tensorflow-serving", "1")]
    [InlineData("open-inference", "1")]
    [InlineData(ServedFunction.Grpc, "1")]
    public async Task Version_AskedFor_MakesThePredictions(string server, string version)
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.SendAsync(["I love it"], $"/?version={version}");

        var answer = await ServedFunction.ReadAsync(response);
        Assert.Equal(version, (string?)answer["model"]!["version"]);
        Assert.Equal(version, (string?)answer["predictions"]![0]!["version"]);
    }

    [Theory]
    [InlineData("ai-platform", "v9", HttpStatusCode.NotFound)]
    [InlineData("tensorflow-serving", "9", HttpStatusCode.NotFound)]
    [InlineData("open-inference", "9", HttpStatusCode.NotFound)]
    [InlineData("tensorflow-serving", "v1", HttpStatusCode.NotFound)]
    [InlineData(ServedFunction.Grpc, "9", HttpStatusCode.NotFound)]
    [InlineData(ServedFunction.Grpc, "v1", HttpStatusCode.NotFound)]
    [InlineData("vertex-ai", "1", HttpStatusCode.BadRequest)]
    public async Task Version_ThatCannotBeHad_IsTheCallersProblem(
        string server,
        string version,
        HttpStatusCode status
    )
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.SendAsync(["I love it"], $"/?version={version}");

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Model_ThatTheServerHasNot_IsNoFaultOfTheCaller(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Model = "another", Endpoint = "4321" },
            ("Model:Name", "sentiment"),
            ("Model:Endpoint", "1")
        );

        using var described = await function.Client.GetAsync(
            new Uri("/model", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        using var predicted = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, described.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, predicted.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Model_Asked_IsDescribedWithoutPredicting(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.Client.GetAsync(
            new Uri("/model", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        var model = await ServedFunction.ReadAsync(response);
        Assert.Equal(ServedFunction.KindOf(server), (string?)model["server"]);
        Assert.Equal(ServedFunction.TellsDefaultVersion(server), (string?)model["version"] is not null);
        Assert.Equal(0, function.Calls(CallKind.Predict));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Words_AskedFor_AreExplainedByOneCall(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.Client.PostAsJsonAsync(
            "/",
            JsonNode.Parse("""{"sentences": ["I love it", "Awful"], "explain": true}"""),
            TestContext.Current.CancellationToken
        );

        var answer = await ServedFunction.ReadAsync(response);
        var words = answer["sentiments"]!.AsArray().SelectMany(sentiment => sentiment!["words"]!.AsArray());
        Assert.Equal(["I", "love", "it", "Awful"], words.Select(word => (string)word!["text"]!));
        Assert.Equal(1, function.Calls(CallKind.Predict));
        Assert.Equal(6, function.Emulator.Counters.Snapshot().Instances.Sum);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Metadata_UnderLoad_IsAskedForOnce(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => function.PredictAsync("I love it")));
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => function.PredictAsync("I love it")));

        // A Vertex AI endpoint is described by two calls: which model has most of the traffic, and what it
        // is.
        Assert.InRange(function.Calls(CallKind.Metadata), 1, server == "vertex-ai" ? 3 : 1);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Instance_ThatTheModelRefuses_Is422(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        using var response = await function.Client.PostAsync(
            new Uri("/", UriKind.Relative),
            new StringContent("""{"instances": [{"text": "x"}]}""", null, "application/json"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            server is "open-inference" or ServedFunction.Grpc
                ? "instances[0]: the model has no input 'text'; it takes 'sentence'."
                : "The model refused the instances: see what it takes.",
            (string?)(await ServedFunction.ReadAsync(response))["detail"]
        );
    }
}
