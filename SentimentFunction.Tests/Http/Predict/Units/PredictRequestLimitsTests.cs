using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class PredictRequestLimitsTests
{
    private static readonly LimitsOptions Options = new()
    {
        MaxBodyBytes = 10_000,
        MaxInstances = 1_000,
        MaxSentenceLength = 1_000,
    };

    private static readonly PredictRequestLimits Limits = new(Options, new PayloadLimit(2_000));

    [Fact]
    public void Limits_AreThoseOfTheSettings()
    {
        Assert.Equal(10_000, Limits.MaxBodyBytes);
        Assert.Equal(1_000, Limits.MaxInstances);
    }

    [Theory]
    [InlineData("x", 1_000)]
    [InlineData("😀", 1_000)]
    [InlineData("\\ud83d\\ude00", 1_000)]
    public void CheckText_AsLongAsTheLimit_IsTaken(string character, int count) =>
        Assert.False(IsBlank(Repeat(character, count)));

    [Theory]
    [InlineData("x", 1_001, "'sentence' has 1,001 characters; the limit is 1,000. Shorten it.")]
    [InlineData("😀", 1_001, "'sentence' has 1,001 characters; the limit is 1,000. Shorten it.")]
    [InlineData("x", 12_000, "'sentence' has 12,000 characters; the limit is 1,000. Shorten it.")]
    [InlineData("x", 12_001, "'sentence' has more than 1,000 characters, which is the limit. Shorten it.")]
    [InlineData(
        "\\ud83d\\ude00",
        1_001,
        "'sentence' has more than 1,000 characters, which is the limit. Shorten it."
    )]
    public void CheckText_LongerThanTheLimit_IsRefused(string character, int count, string message) =>
        AssertRefused(message, () => IsBlank(Repeat(character, count)));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \\n", true)]
    [InlineData(" x", false)]
    public void CheckText_OfWhiteSpaceAlone_SaysSo(string text, bool isBlank) =>
        Assert.Equal(isBlank, IsBlank(text));

    [Fact]
    public void CheckCount_WithinTheLimit_IsTaken()
    {
        Limits.CheckCount("sentences", 1);
        Limits.CheckCount("sentences", 1_000);
    }

    [Fact]
    public void CheckCount_BeyondTheLimit_IsRefused() =>
        AssertRefused("'sentences' has 1,001 elements; the limit is 1,000. Send several requests.", () =>
            Limits.CheckCount("sentences", 1_001)
        );

    [Fact]
    public void CheckCount_None_IsRefused() =>
        AssertRefused(
            "'instances' is empty: there is nothing to predict.",
            () => Limits.CheckCount("instances", 0),
            status: 400
        );

    [Fact]
    public void CheckExplanation_WithinTheLimits_TellsItsLength()
    {
        var explanation = new Explanation([Words(64)]);

        var length = new PredictRequestLimits(Options, PayloadLimit.Usual).CheckExplanation(
            explanation,
            Instances.None
        );

        Assert.Equal(explanation.Measure(), length);
    }

    [Fact]
    public void CheckExplanation_OfTooManyWords_IsRefused() =>
        AssertRefused("A sentence has 65 words; 'explain' takes 64 at most. Shorten it.", () =>
            Limits.CheckExplanation(new(["Fine.", Words(65), Words(66)]), Instances.None)
        );

    [Fact]
    public void CheckExplanation_OfTooManyPredictions_IsRefused()
    {
        var limits = new PredictRequestLimits(new() { MaxInstances = 6 }, PayloadLimit.Usual);
        limits.CheckExplanation(new([Words(2), Words(2)]), Instances.None);

        AssertRefused(
            "'explain' needs 7 predictions, one per sentence and one per word; the limit is 6. Send fewer "
                + "words.",
            () => limits.CheckExplanation(new([Words(2), Words(3)]), Instances.None)
        );
    }

    [Fact]
    public void CheckExplanation_BeyondThePayload_IsRefused()
    {
        var explanation = new Explanation([Words(60)]);
        var size = (int)explanation.Measure() + 64;
        new PredictRequestLimits(Options, new(size)).CheckExplanation(explanation, Instances.None);

        AssertRefused(
            $"'explain' needs a call of {size:N0} bytes, with each sentence once more for each of its words; "
                + $"the model server takes {size - 1:N0}. Send fewer or shorter sentences.",
            () =>
                new PredictRequestLimits(Options, new(size - 1)).CheckExplanation(explanation, Instances.None)
        );
    }

    [Fact]
    public void CheckSize_BeyondThePayload_IsRefused()
    {
        Limits.CheckSize(Bytes(2_000 - 64));

        AssertRefused(
            "The call for this request has 2,001 bytes; the model server takes 2,000. Send several requests.",
            () => Limits.CheckSize(Bytes(2_001 - 64))
        );
    }

    [Theory]
    [InlineData(null, "'sentences'")]
    [InlineData(0, "'sentences[0]'")]
    [InlineData(1_234, "'sentences[1234]'")]
    public void Quote_APart_NamesIt(int? index, string quoted) =>
        Assert.Equal(quoted, PredictRequestLimits.Quote("sentences", index));

    private static bool IsBlank(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{text}\""));
        reader.Read();
        return Limits.CheckText(ref reader, "sentence");
    }

    private static void AssertRefused(string message, Action check, int status = 413)
    {
        var refused = Assert.Throws<BadHttpRequestException>(check);

        Assert.Equal(message, refused.Message);
        Assert.Equal(status, refused.StatusCode);
    }

    private static void AssertRefused(string message, Func<object> check, int status = 413) =>
        AssertRefused(
            message,
            () =>
            {
                check();
            },
            status
        );

    private static Instances Bytes(int length) => new(new byte[length], 1);

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("good", count));

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
