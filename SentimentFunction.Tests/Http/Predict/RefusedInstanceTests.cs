using System.Net;
using System.Text.Json.Nodes;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict;

/// <summary>A model that refuses an instance, and which one the caller is told.</summary>
public sealed class RefusedInstanceTests : HttpTest
{
    [Theory]
    [InlineData("""{"instances": [7]}""", "instances[0] must be {\"sentence\": \"…\"} or a string.")]
    [InlineData(
        """{"instances": ["x", [1e999]]}""",
        "instances[1] must be {\"sentence\": \"…\"} or a string."
    )]
    [InlineData("""{"instances": [{}]}""", "instances[0] lacks 'sentence', which the model needs.")]
    [InlineData(
        """{"instances": [{"sentence": 1}]}""",
        "instances[0] must have 'sentence' once, and as a string."
    )]
    [InlineData(
        """{"instances": [{"sentence": "x", "sentence": "y"}]}""",
        "instances[0] must have 'sentence' once, and as a string."
    )]
    [InlineData(
        """{"instances": [{"text": "x"}]}""",
        "instances[0] has a member other than 'sentence', which the model does not take."
    )]
    public async Task Instance_ThatTheModelRefuses_Is422(string body, string detail) =>
        await AssertProblemAsync(Post(body), HttpStatusCode.UnprocessableEntity, detail);

    [Theory]
    [InlineData("""{"instances": [1]}""", 0, "instances[0] must be {\"sentence\": \"…\"} or a string.")]
    [InlineData(
        """{"instances": ["a", {"sentence": "b"}, {"a": {"b": [1]}}, 4]}""",
        2,
        "instances[2] has a member other than 'sentence', which the model does not take."
    )]
    public async Task Index_OfTheFirstThatTheModelRefuses_IsInTheProblem(
        string body,
        int index,
        string detail
    )
    {
        var problem = await RefuseAsync(body);

        Assert.Equal(index, (int?)problem["index"]);
        Assert.Equal(detail, (string?)problem["detail"]);
    }

    [Fact]
    public async Task Index_ThatTheServerDoesNotSay_IsLeftOut()
    {
        Start(new FakePredictor { Answer = _ => throw Refused(null) });

        var problem = await RefuseAsync("""{"sentence": "a"}""");

        Assert.Null(problem["index"]);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 2)]
    public async Task Index_OfAWordThatIsExplained_IsThatOfItsSentence(int instance, int sentence)
    {
        Start(new FakePredictor { Answer = _ => throw Refused(instance) });

        var problem = await RefuseAsync(
            """{"sentences": ["I love it", "Great", "So so"], "explain": true}"""
        );

        Assert.Equal(sentence, (int?)problem["index"]);
    }

    private async Task<JsonNode> RefuseAsync(string body)
    {
        using var response = await SendAsync(Post(body));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return await ReadAsync(response);
    }

    private static PredictionException Refused(int? index) =>
        new(PredictionFailure.InstanceRefused, "No.") { Index = index };
}
