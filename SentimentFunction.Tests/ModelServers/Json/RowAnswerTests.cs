using System.Text;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

public sealed class RowAnswerTests
{
    [Fact]
    public void Read_Predictions_AreThoseOfTheBody()
    {
        var answer = Read("""{"x": {"predictions": 1}, "predictions": [[0.25, 0.750], {"a": 1e-7}]}""", 2);

        Assert.Equal("[0.25, 0.750]"u8, answer.Predictions[0].Prediction.Span);
        Assert.Equal("""{"a": 1e-7}"""u8, answer.Predictions[1].Prediction.Span);
        Assert.Empty(answer.Texts);
    }

    [Fact]
    public void Read_OtherMembers_AreThoseThatAreAskedForAndTexts()
    {
        const string Body = """
            {"c": 3, "a": "1", "predictions": [5], "d": {"b": "no"}, "b": "\u0032", "e": null}
            """;

        var answer = RowAnswer.Read(Bytes(Body), Sent(1), new RefusalReader(), "a", "b", "c", "d", "e", "f");

        Assert.Equal(["1", "2", null, null, null, null], answer.Texts);
    }

    /// <summary>Another number of predictions than there were instances, perhaps of several
    /// callers.</summary>
    [Theory]
    [InlineData("""{"predictions": [0.5]}""", 117)]
    [InlineData("""{"predictions": [0.5, 0.5]}""", 1)]
    [InlineData("""{"predictions": []}""", 1)]
    public void Read_WrongCount_TellsTheNumbersToTheLogAlone(string body, int instances)
    {
        var failed = Assert.Throws<PredictionException>(() => Read(body, instances));

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        Assert.Equal(
            "The model server did not answer one prediction per instance. Try again.",
            failed.Message
        );
        Assert.Contains(
            $" predictions for {instances} instances.",
            failed.InnerException!.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"predictions": {}}""")]
    [InlineData("""{"predictions": [1]""")]
    [InlineData("""{"predictions": [1]} 2""")]
    [InlineData("""{"predictions": [NaN]}""")]
    [InlineData("""{"error": what}""")]
    public void Read_AnotherShape_IsNotUnderstood(string body)
    {
        var failed = Assert.Throws<PredictionException>(() => Read(body, 1));

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        Assert.Equal("The model server's answer is not understood.", failed.Message);
    }

    [Theory]
    [InlineData("""{"error": "Prediction failed: it is wrong"}""", null)]
    [InlineData("""{"error": {"message": "it is wrong"}}""", null)]
    [InlineData("""{"predictions": [1, 2], "error": "it is wrong"}""", null)]
    [InlineData("""{"error": "Failed to process element: 1 of 'instances' list. Error: x"}""", 1)]
    public void Read_AnError_IsARefusalAndNamesTheInstance(string body, int? index)
    {
        var failed = Assert.Throws<PredictionException>(() =>
            RowAnswer.Read(Bytes(body), Sent(2), new AiPlatformRefusals(null))
        );

        Assert.Equal(PredictionFailure.InstanceRefused, failed.Failure);
        Assert.Equal("The model refused the instances: see what it takes.", failed.Message);
        Assert.Equal(index, failed.Index);
    }

    private static RowAnswer Read(string body, int instances) =>
        RowAnswer.Read(Bytes(body), Sent(instances), new RefusalReader());

    private static Instances Sent(int count) => new("[]"u8.ToArray(), count);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
