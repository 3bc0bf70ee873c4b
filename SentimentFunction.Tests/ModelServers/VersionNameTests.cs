using System.Net;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>Names of versions, from callers and from model servers: what becomes of each in paths and
/// answers.</summary>
public sealed class VersionNameTests
{
    private const string Model = "projects/123456789012/locations/us-central1/models/sentiment";

    [Theory]
    [InlineData("2", "2")]
    [InlineData("0000000002", "2")]
    [InlineData("02", "2")]
    public async Task TensorFlowServing_NumberInAnySpelling_IsReportedAsTheServerKnowsIt(
        string asked,
        string version
    )
    {
        await using var function = await ServedFunction.StartAsync("tensorflow-serving");

        using var response = await function.SendAsync(["I love it"], $"/?version={asked}");
        var answer = await ServedFunction.ReadAsync(response);
        using var described = await GetAsync(function, $"/model?version={asked}");
        var description = await ServedFunction.ReadAsync(described);

        Assert.Equal(version, (string?)answer["predictions"]![0]!["version"]);
        Assert.Equal(version, (string?)answer["model"]!["version"]);
        Assert.Equal($"models/sentiment/versions/{version}", (string?)answer["model"]!["resource"]);
        Assert.Equal(version, (string?)description["version"]);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999999999")]
    [InlineData("v1")]
    [InlineData("1.0")]
    public async Task TensorFlowServing_NoNumberOfIts_Is404WithoutACall(string version)
    {
        await using var function = await ServedFunction.StartAsync("tensorflow-serving");
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();

        using var predicted = await function.SendAsync(["I love it"], $"/?version={version}");
        using var described = await GetAsync(function, $"/model?version={version}");

        Assert.Equal(HttpStatusCode.NotFound, predicted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, described.StatusCode);
        Assert.DoesNotContain(function.Emulator.Counters.Snapshot().Calls, call => call.Value > 0);
        Assert.Equal(
            $"The model 'sentiment' has no version '{version}': its versions are numbers from 0 to "
                + "9223372036854775807.",
            (string?)(await ServedFunction.ReadAsync(predicted))["detail"]
        );
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("0")]
    public async Task TensorFlowServing_NumberThatIsNotThere_Is404(string version)
    {
        await using var function = await ServedFunction.StartAsync("tensorflow-serving");

        using var predicted = await function.SendAsync(["I love it"], $"/?version={version}");
        using var described = await GetAsync(function, $"/model?version={version}");

        Assert.Equal(HttpStatusCode.NotFound, predicted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, described.StatusCode);
    }

    [Theory]
    [InlineData("""{"model_version_status": [{"version": "0", "state": "AVAILABLE"}]}""", "", "0")]
    [InlineData("""{"model_version_status": [{"version": "7", "state": "AVAILABLE"}]}""", "?version=7", "7")]
    [InlineData("""{"model_version_status": [{"version": "8", "state": "AVAILABLE"}]}""", "?version=7", null)]
    [InlineData("""{"model_version_status": [{"version": "7", "state": "END"}]}""", "?version=7", null)]
    [InlineData("""{"model_version_status": [{"version": "-1", "state": "AVAILABLE"}]}""", "", null)]
    [InlineData("""{"model_version_status": [{"version": "../8", "state": "AVAILABLE"}]}""", "", null)]
    [InlineData("""{"model_version_status": [{"version": 8, "state": "AVAILABLE"}]}""", "", null)]
    [InlineData("""{"model_version_status": []}""", "", null)]
    public async Task TensorFlowServing_Description_IsOfTheVersionAskedFor(
        string body,
        string query,
        string? version
    ) => await AssertDescribedAsync("tensorflow-serving", body, query, version);

    [Theory]
    [InlineData("projects/local/models/sentiment/versions/v1", "", "v1")]
    [InlineData("projects/local/models/sentiment/versions/v1", "?version=v1", "v1")]
    [InlineData("projects/local/models/sentiment/versions/v1", "?version=v2", null)]
    [InlineData("projects/local/models/other/versions/v1", "", null)]
    [InlineData("projects/local/models/sentiment/versions/../../../../evil", "", null)]
    [InlineData("projects/local/models/sentiment/versions/v1?x=y", "", null)]
    [InlineData("projects/local/models/sentiment/versions/v1#x", "", null)]
    [InlineData("projects/local/models/sentiment/versions/..", "", null)]
    [InlineData("projects/local/models/sentiment/versions/", "", null)]
    [InlineData("projects/local/models/sentiment", "", null)]
    [InlineData("v1", "", null)]
    [InlineData("", "", null)]
    public async Task AiPlatform_Description_IsOfTheModelAndVersionAskedFor(
        string name,
        string query,
        string? version
    )
    {
        var description = $$"""{"name": "{{name}}", "state": "READY", "isDefault": true}""";
        var body =
            query.Length > 0
                ? description
                : $$"""{"name": "projects/local/models/sentiment", "defaultVersion": {{description}}}""";

        await AssertDescribedAsync("ai-platform", body, query, version);
    }

    [Fact]
    public async Task AiPlatform_DefaultVersionOfAnImpossibleName_IsNeverPartOfAPath()
    {
        await using var function = await StartAsync(
            "ai-platform",
            Answering(
                """
                {"defaultVersion": {"name": "projects/local/models/sentiment/versions/../../../../control"}}
                """
            )
        );

        var answer = await function.PredictAsync("I love it");

        Assert.Null((string?)answer["model"]!["version"]);
        Assert.Equal("v1", (string?)answer["predictions"]![0]!["version"]);
    }

    [Theory]
    [InlineData(Model, "\"2\"", "2", $"{Model}@2")]
    [InlineData($"{Model}@1", "\"2\"", "2", $"{Model}@2")]
    [InlineData($"{Model}@2", null, "2", $"{Model}@2")]
    [InlineData(Model, null, null, null)]
    [InlineData(Model, "\"\"", null, null)]
    [InlineData(Model, "2", null, null)]
    [InlineData("projects/p/locations/l/models/../x", "\"2\"", "2", null)]
    [InlineData("projects/p/locations/l/endpoints/1", "\"2\"", "2", null)]
    public async Task VertexAi_Answer_SaysItselfWhoMadeIt(
        string model,
        string? versionId,
        string? version,
        string? resource
    )
    {
        var id = versionId is null ? "" : $", \"modelVersionId\": {versionId}";
        await using var function = await StartAsync(
            "vertex-ai",
            new(FaultKind.Garbage)
            {
                Message = $$$"""{"predictions": [0.9], "model": "{{{model}}}"{{{id}}}}""",
            }
        );

        var answers = new[]
        {
            await function.PredictAsync("I love it"),
            await function.PredictAsync("I love it"),
        };

        Assert.All(answers, answer => Assert.Equal(version, (string?)answer["model"]!["version"]));
        Assert.All(answers, answer => Assert.Equal(resource, (string?)answer["model"]!["resource"]));
        Assert.DoesNotContain(function.Log, entry => entry.Exception is not null);
    }

    [Theory]
    [InlineData(Model, "\"3\"")]
    [InlineData(Model, "null")]
    [InlineData("projects/123456789012/locations/us-central1/models/other", "\"2\"")]
    [InlineData("evil", "\"2\"")]
    public async Task VertexAi_DescriptionOfAnotherVersion_IsNotUsed(string name, string versionId)
    {
        await using var function = await StartAsync(
            "vertex-ai",
            Answering(
                $$"""
                {"name": "{{name}}", "versionId": {{versionId}}, "displayName": "other",
                 "createTime": "2026-01-01T00:00:00Z"}
                """
            )
        );
        function.Emulator.Models.SetDefault("v2");

        for (var i = 0; i < 5; i++)
        {
            var answer = await function.PredictAsync("I love it");

            Assert.Equal("2", (string?)answer["model"]!["version"]);
            Assert.Equal($"{Model}@2", (string?)answer["model"]!["resource"]);
            Assert.Null(answer["model"]!["createdAt"]);
        }
    }

    [Theory]
    [InlineData("projects/p/locations/l/models/../../x", "1")]
    [InlineData("../x", "1")]
    [InlineData(Model, "../1")]
    [InlineData(Model, "")]
    public async Task VertexAi_EndpointOfImpossibleNames_IsNotUnderstood(string model, string version) =>
        await AssertDescribedAsync(
            "vertex-ai",
            $$"""
            {"deployedModels": [{"id": "1", "model": "{{model}}", "modelVersionId": "{{version}}"}],
             "trafficSplit": {"1": 100} }
            """,
            "",
            null
        );

    [Fact]
    public async Task Model_ManyUnknownVersions_AreLookedUpWithinABudget()
    {
        await using var function = await ServedFunction.StartAsync("ai-platform");
        using var listed = await GetAsync(function, "/model");
        function.Emulator.Counters.Reset();
        var statuses = new List<HttpStatusCode>();
        HttpResponseMessage? last = null;
        for (var i = 0; i < 300; i++)
        {
            last?.Dispose();
            last = await GetAsync(function, $"/model?version=unknown{i}");
            statuses.Add(last.StatusCode);
        }

        using var known = await GetAsync(function, "/model");
        await function.PredictAsync("I love it");

        Assert.Equal(HttpStatusCode.NotFound, statuses[0]);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(
            statuses.Count(status => status == HttpStatusCode.NotFound),
            function.Calls(CallKind.Metadata)
        );
        Assert.All(statuses, status =>
            Assert.True(status is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
        );
        last?.Dispose();
    }

    [Fact]
    public async Task Predict_ManyUnknownVersions_CostOneCallEach()
    {
        await using var function = await ServedFunction.StartAsync("ai-platform");
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();
        for (var i = 0; i < 100; i++)
        {
            using var response = await function.SendAsync(["I love it"], $"/?version=unknown{i}");
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(100, function.Calls(CallKind.Predict));
        Assert.Equal(0, function.Calls(CallKind.Metadata));
    }

    private static Fault Answering(string body) =>
        new(FaultKind.Garbage) { Call = CallKind.Metadata, Message = body };

    /// <summary>Starts with a fault that the very first call may meet.</summary>
    private static async Task<ServedFunction> StartAsync(string server, Fault fault)
    {
        var emulator = await ModelServerHost.StartAsync();
        emulator.Faults.Add(fault);
        return ServedFunction.Start(server, emulator);
    }

    private static async Task AssertDescribedAsync(string server, string body, string query, string? version)
    {
        await using var function = await StartAsync(server, Answering(body));

        using var response = await GetAsync(function, $"/model{query}");

        var model = await ServedFunction.ReadAsync(response);
        Assert.Equal(version is not null, response.StatusCode == HttpStatusCode.OK);
        Assert.Equal(version, (string?)model["version"]);
    }

    private static Task<HttpResponseMessage> GetAsync(ServedFunction function, string address) =>
        function.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
