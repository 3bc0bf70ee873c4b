using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Sentences with a certain text are refused.</summary>
public sealed class RefusedTextTests : ModelServerTest
{
    private const string Named =
        "Failed to process element: 1 of 'instances' list. Error: INVALID_ARGUMENT: "
        + "JSON Value: \"so bad\" Type: String is not of expected type: float";
    private const string Unnamed =
        "assertion failed: [The sentence is refused: ] [\"so bad\"]\n\t [[{{node Assert}}]]";

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    [Theory]
    [InlineData(false, Named)]
    [InlineData(true, Unnamed)]
    public async Task Refuse_AtAiPlatform_FailsTheBatch(bool withoutIndex, string message)
    {
        Refuse(withoutIndex);

        AssertJson(
            new JsonObject { ["error"] = $"Prediction failed: {message}" },
            await PredictAsync(AiPlatform, "good", "so bad", "good")
        );
    }

    [Theory]
    [InlineData(false, Named)]
    [InlineData(true, Unnamed)]
    public async Task Refuse_AtVertexAi_PassesOnWhatTheContainerSays(bool withoutIndex, string message)
    {
        Refuse(withoutIndex);

        using var response = await PostAsync(
            $"{VertexAi}:predict",
            """{"instances": ["good", "so bad", "good"]}"""
        );

        var error = (await ReadAsync(response, HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal("INVALID_ARGUMENT", (string?)error["status"]);
        AssertJson(new JsonObject { ["error"] = message }, JsonNode.Parse((string)error["message"]!));
    }

    [Theory]
    [InlineData(false, Named)]
    [InlineData(true, Unnamed)]
    public async Task Refuse_AtTensorFlowServing_Is400(bool withoutIndex, string message)
    {
        Refuse(withoutIndex);

        using var response = await PostAsync(
            $"{TensorFlowServing}:predict",
            """{"instances": ["good", "so bad", "good"]}"""
        );

        AssertJson(
            new JsonObject { ["error"] = message },
            await ReadAsync(response, HttpStatusCode.BadRequest)
        );
    }

    [Theory]
    [InlineData(
        """{"instances": [{"sentence": "good"}, {"sentence": "so bad"}]}""",
        "Failed to process element: 1 key: sentence of 'instances' list. Error: INVALID_ARGUMENT: "
            + "JSON Value: \"so bad\" Type: String is not of expected type: float"
    )]
    [InlineData("""{"instances": ["good", {"b64": "c28gYmFk"}]}""", Named)]
    [InlineData(
        """{"inputs": ["good", "so bad"]}""",
        "JSON Value: \"so bad\" Type: String is not of expected type: float"
    )]
    public async Task Refuse_InEveryFormat_SaysWhatTensorFlowServingSays(string body, string message)
    {
        Refuse(withoutIndex: false);

        using var response = await PostAsync($"{TensorFlowServing}:predict", body);

        AssertJson(
            new JsonObject { ["error"] = message },
            await ReadAsync(response, HttpStatusCode.BadRequest)
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Refuse_WithoutTheText_Predicts(string path)
    {
        Refuse(withoutIndex: false);
        Refuse(withoutIndex: true);

        Assert.Equal(2, (await PredictAsync(path, "good", "so BAD"))["predictions"]!.AsArray().Count);
        Assert.Empty(Server.Counters.Snapshot().Faults);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Status_ForAText_FailsThoseCallsAlone(string path)
    {
        Server.Faults.Add(new(FaultKind.Status) { Containing = "bad", Status = 500 });

        using var bad = await PostAsync($"{path}:predict", """{"instances": ["good", "so bad"]}""");
        using var good = await PostAsync($"{path}:predict", """{"instances": ["good"]}""");

        Assert.Equal(
            (HttpStatusCode.InternalServerError, HttpStatusCode.OK),
            (bad.StatusCode, good.StatusCode)
        );
        Assert.Equal(1, Server.Counters.Snapshot().Faults[FaultKind.Status]);
    }

    [Fact]
    public async Task Every_CountsTheCallsWithTheTextAlone()
    {
        Server.Faults.Add(new(FaultKind.Status) { Containing = "bad", Every = 2 });
        var statuses = new List<int>();
        foreach (var sentence in (string[])["bad", "good", "good", "bad", "good", "bad", "bad"])
        {
            using var response = await PostAsync(
                $"{VertexAi}:predict",
                $$"""{"instances": ["{{sentence}}"]}"""
            );
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 200, 503, 200, 200, 503], statuses);
    }

    [Fact]
    public async Task Refuse_WithAMessage_SaysIt()
    {
        Server.Faults.Add(new(FaultKind.Refuse) { Message = "No." });

        using var response = await PostAsync($"{TensorFlowServing}:predict", """{"instances": ["a"]}""");

        AssertJson(
            new JsonObject
            {
                ["error"] = "Failed to process element: 0 of 'instances' list. Error: INVALID_ARGUMENT: No.",
            },
            await ReadAsync(response, HttpStatusCode.BadRequest)
        );
    }

    private void Refuse(bool withoutIndex) =>
        Server.Faults.Add(new(FaultKind.Refuse) { Containing = "bad", WithoutIndex = withoutIndex });
}
