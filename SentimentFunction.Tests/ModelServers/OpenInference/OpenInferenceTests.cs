using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.ModelServers.Transport;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.OpenInference;

/// <summary>The function against each of the servers that were recorded.</summary>
public sealed class OpenInferenceTests
{
    private const string Server = "open-inference";

    public static TheoryData<OpenInferenceProfile> Profiles() => new(Enum.GetValues<OpenInferenceProfile>());

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Sentences_AreSentAsAllServersUnderstandThem(OpenInferenceProfile profile)
    {
        await using var function = await StartAsync(profile);

        var answer = await function.PredictAsync("é 😀 \"a\"\n", "Awful");

        Assert.Equal("2", (string?)answer["model"]!["version"]);
        Assert.Equal("models/sentiment/versions/2", (string?)answer["model"]!["resource"]);
        Assert.Equal(
            ServedFunction.Classify(answer["predictions"]![0]!, "é 😀 \"a\"\n"),
            (float)answer["predictions"]![0]!["probabilities"]![1]!
        );
        var body = JsonNode.Parse(function.Emulator.RecentCalls[^1].Body)!;
        Assert.Matches("^[!-~]+$", (string)body["id"]!);
        body.AsObject().Remove("id");
        var shape = profile == OpenInferenceProfile.TritonBatch8 ? "[2,1]" : "[2]";
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    $$"""
                    {
                      "inputs": [
                        {
                          "name": "sentence",
                          "shape": {{shape}},
                          "datatype": "BYTES",
                          "parameters": {"content_type": "str"},
                          "data": ["é 😀 \"a\"\n", "Awful"]
                        }
                      ]
                    }
                    """
                ),
                body
            ),
            body.ToJsonString()
        );
    }

    [Fact]
    public async Task Version_AskedFor_AnswersAndIsReported()
    {
        await using var function = await StartAsync(OpenInferenceProfile.TritonNobatch);

        using var response = await function.SendAsync(["I love it"], "/?version=1");

        var answer = await ServedFunction.ReadAsync(response);
        Assert.Equal("1", (string?)answer["model"]!["version"]);
        Assert.Equal("1", (string?)answer["predictions"]![0]!["version"]);
    }

    [Theory]
    [InlineData(OpenInferenceProfile.MlServerCustom, "9", HttpStatusCode.NotFound)]
    [InlineData(OpenInferenceProfile.MlServerCustom, "latest", HttpStatusCode.NotFound)]
    [InlineData(OpenInferenceProfile.TritonNobatch, "9", HttpStatusCode.NotFound)]
    [InlineData(OpenInferenceProfile.TritonNobatch, "latest", HttpStatusCode.NotFound)]
    [InlineData(OpenInferenceProfile.KServeCustom, "2", HttpStatusCode.BadRequest)]
    public async Task Version_ThatCannotBeHad_IsTheCallersProblem(
        OpenInferenceProfile profile,
        string version,
        HttpStatusCode status
    )
    {
        await using var function = await StartAsync(profile);

        using var predicted = await function.SendAsync(["I love it"], $"/?version={version}");
        using var described = await function.Client.GetAsync(
            new Uri($"/model?version={version}", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal((status, status), (predicted.StatusCode, described.StatusCode));
    }

    [Theory]
    [InlineData(
        OpenInferenceProfile.MlServerCustom,
        "9",
        "The model has no version '9', which this function"
    )]
    [InlineData(
        OpenInferenceProfile.KServeCustom,
        "2",
        "The model server can't be asked for version '2', which"
    )]
    public async Task Version_ThatTheFunctionIsSetToUse_IsItsOperatorsProblem(
        OpenInferenceProfile profile,
        string version,
        string detail
    )
    {
        await using var function = await StartAsync(profile, ("Model:Version", version));

        using var response = await function.SendAsync(["I love it"]);

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.StartsWith(
            detail,
            (string?)(await ServedFunction.ReadAsync(response))["detail"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Instances_BeyondTheBatchSize_AreSentInPartsOnceItIsKnown()
    {
        await using var function = await StartAsync(OpenInferenceProfile.TritonBatch8);
        string[] sentences = [.. Enumerable.Range(0, 20).Select(i => $"sentence {i}")];

        var first = await function.PredictAsync(sentences);
        function.Emulator.Counters.Reset();
        await function.PredictAsync(sentences);

        Assert.Equal(20, first["predictions"]!.AsArray().Count);
        Assert.All(first["predictions"]!.AsArray().Zip(sentences), row =>
            Assert.Equal(
                ServedFunction.Classify(row.First!, row.Second),
                (float)row.First!["probabilities"]![1]!
            )
        );
        Assert.Equal([4, 8], function.Emulator.Counters.Snapshot().Instances.Histogram.Keys);
        Assert.Equal(3, function.Calls(CallKind.Predict));
    }

    [Theory]
    [InlineData(OpenInferenceProfile.MlServerCustom, "1")]
    [InlineData(OpenInferenceProfile.KServeCustom, null)]
    [InlineData(OpenInferenceProfile.TritonNobatch, "1")]
    public async Task Model_OfTwoInputs_TakesBothOfEachInstance(OpenInferenceProfile profile, string? version)
    {
        await using var function = await StartAsync(profile, ("Model:Name", "two"));

        using var response = await SendAsync(
            function,
            """{"instances": [{"lang": "en", "sentence": "I love it"}]}"""
        );
        using var missing = await SendAsync(
            function,
            """{"instances": [{"lang": "en", "sentence": "a"}, {"sentence": "b"}]}"""
        );

        var answer = await ServedFunction.ReadAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        Assert.Equal(version, (string?)answer["model"]!["version"]);
        var problem = await ServedFunction.ReadAsync(missing);
        Assert.Equal(
            "instances[1]: the input 'lang' is missing: it takes a string.",
            (string?)problem["detail"]
        );
        Assert.Equal(1, (int?)problem["index"]);
        Assert.Equal(1, function.Calls(CallKind.Predict));
    }

    [Theory]
    [InlineData("signature_name", "\"serving_default\"")]
    [InlineData("parameters", """{"binary_data_output": true}""")]
    public async Task Member_ThatTheProtocolHasNot_IsRefusedBeforeACall(string name, string value)
    {
        await using var function = await StartAsync(OpenInferenceProfile.TritonNobatch);

        using var response = await SendAsync(
            function,
            $$"""{"instances": ["I love it"], "{{name}}": {{value}} }"""
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            $"The Open Inference Protocol takes no '{name}': leave it out.",
            (string?)(await ServedFunction.ReadAsync(response))["detail"]
        );
        Assert.Equal(0, function.Calls(CallKind.Predict));
    }

    [Theory]
    [InlineData("probabilities", HttpStatusCode.OK)]
    [InlineData("nosuch", HttpStatusCode.BadGateway)]
    public async Task Output_Configured_IsAskedForByName(string output, HttpStatusCode status)
    {
        await using var function = await StartAsync(
            OpenInferenceProfile.TritonNobatch,
            ("Model:Output", output)
        );

        using var response = await function.SendAsync(["I love it"]);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(
            $$"""
            "outputs":[{"name":"{{output}}"}]
            """,
            function.Emulator.RecentCalls[^1].Body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Output_Configured_IsThePredictionAlone()
    {
        await using var function = await StartAsync(
            OpenInferenceProfile.MlServerCustom,
            ("Model:Output", "probabilities")
        );

        var answer = await function.PredictAsync("I love it");

        Assert.Equal(2, answer["predictions"]![0]!.AsArray().Count);
        Assert.Equal("positive", (string?)answer["sentiments"]![0]!["label"]);
    }

    [Fact]
    public async Task Inputs_ThatHaveChanged_AreReadAnewAndCostNoError()
    {
        var input = "text";
        await using var function = RawFunction.Start(Server, request => request.Method == "POST"
                ? request.Body.Contains($"\"{input}\"", StringComparison.Ordinal)
                    ? null
                    : RawServer.Answer(
                        """{"error":"unexpected inference input 'text' for model 'sentiment'"}""",
                        "400 Bad Request"
                    )
                : RawServer.Answer(
                    $$"""{"inputs": [{"name": "{{input}}", "datatype": "BYTES", "shape": [-1]}]}"""
                ));
        await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.OK);
        input = "document";

        await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.OK);

        Assert.Equal(3, function.Predictions);
    }

    [Fact]
    public async Task Inputs_ThatTheModelDoesNotTakeAsDeclared_AreTheOperatorsProblem()
    {
        await using var function = RawFunction.Start(Server, request =>
            request.Method == "POST"
                ? RawServer.Answer(
                    """{"error":"unexpected inference input 'sentence' for model 'sentiment'"}""",
                    "400 Bad Request"
                )
                : null
        );

        var problem = await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.BadGateway);

        Assert.Equal(1, function.Predictions);
        Assert.Equal(
            "The model takes other inputs than it declares: its operator has to see to it.",
            (string?)problem["detail"]
        );
    }

    [Theory]
    [InlineData("\"model_version\": \"2\",", HttpStatusCode.BadGateway)]
    [InlineData("\"model_version\": \"1\",", HttpStatusCode.OK)]
    [InlineData("\"model_version\": \"\",", HttpStatusCode.OK)]
    [InlineData("\"model_version\": null,", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task Version_ThatAnswersInsteadOfTheOneAskedFor_IsTheServersFault(
        string version,
        HttpStatusCode status
    )
    {
        await using var function = RawFunction.Start(
            Server,
            request =>
                request.Method == "POST"
                    ? RawServer.Answer(
                        $$"""
                        { {{version}}
                          "outputs": [{"name": "p", "shape": [1], "datatype": "FP32", "data": [0.5]}]}
                        """
                    )
                    : null,
            ("Model:Version", "1")
        );

        var answer = await RawFunction.ReadAsync(await function.PredictAsync(), status);

        if (status == HttpStatusCode.OK)
        {
            var isNamed = version.Contains('1', StringComparison.Ordinal);
            Assert.Equal(isNamed ? "1" : null, (string?)answer["model"]!["version"]);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(ServedFunction function, string body) =>
        function.Client.PostAsync(
            new Uri("/", UriKind.Relative),
            new StringContent(body, null, "application/json"),
            TestContext.Current.CancellationToken
        );

    private static Task<ServedFunction> StartAsync(
        OpenInferenceProfile profile,
        params (string Key, string Value)[] settings
    ) => ServedFunction.StartAsync(Server, new() { OpenInference = profile, RememberCalls = 10 }, settings);
}
