using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class PredictBodyTests
{
    private const string Forms =
        "Send one of {\"sentence\": \"…\"}, {\"sentences\": [\"…\"]} "
        + "and {\"instances\": [{\"sentence\": \"…\"}]}.";

    private const string HalfPair =
        "holds half a surrogate pair, such as \\ud800 alone, which is no character.";

    private const string Reaction = "it must be 'report', or left out.";

    private static readonly LimitsOptions Usual = new();
    private static readonly LimitsOptions Narrow = new() { MaxInstances = 3, MaxSentenceLength = 10 };

    /// <summary>Bodies that are malformed, and what is said of them.</summary>
    public static TheoryData<string, string> MalformedBodies() =>
        new()
        {
            { "", "The body is empty. " + Forms },
            { "[]", "The body must be a JSON object. " + Forms },
            { "null", "The body must be a JSON object. " + Forms },
            { "\"text\"", "The body must be a JSON object. " + Forms },
            { "1e999", "The body must be a JSON object. " + Forms },
            { "{}", "The body has no sentence. " + Forms },
            { """{"explain": true}""", "The body has no sentence. " + Forms },
            { """{"sentence": 1e999}""", "'sentence' must be a string. " + Forms },
            { """{"sentence": null}""", "'sentence' must be a string. " + Forms },
            { """{"sentence": ["x"]}""", "'sentence' must be a string. " + Forms },
            { """{"sentences": "x"}""", "'sentences' must be an array of strings. " + Forms },
            { """{"sentences": ["x", {}]}""", "'sentences[1]' must be a string. " + Forms },
            { """{"instances": {}}""", "'instances' must be an array. " + Forms },
            { """{"sentences": []}""", "'sentences' is empty: there is nothing to predict." },
            { """{"instances": []}""", "'instances' is empty: there is nothing to predict." },
            { """{"sentence": ""}""", "'sentence' is empty: there is nothing to predict." },
            { """{"sentence": " \t\n\u00a0\u3000"}""", "'sentence' is empty: there is nothing to predict." },
            { """{"sentences": ["x", " "]}""", "'sentences[1]' is empty: there is nothing to predict." },
            { """{"sentence": "x", "sentence": "y"}""", "'sentence' is there twice." },
            { """{"sentence": "x", "\u0073entence": "y"}""", "'sentence' is there twice." },
            { """{"sentences": ["x"], "sentences": ["y"]}""", "'sentences' is there twice." },
            { """{"instances": ["x"], "instances": ["y"]}""", "'instances' is there twice." },
            { """{"parameters": {}, "parameters": {}, "sentence": "x"}""", "'parameters' is there twice." },
            { """{"parameters": null, "parameters": {}}""", "'parameters' is there twice." },
            { """{"signature_name": "a", "signature_name": "a"}""", "'signature_name' is there twice." },
            { """{"explain": false, "explain": true}""", "'explain' is there twice." },
            { """{"onError": "report", "onError": "report"}""", "'onError' is there twice." },
            { """{"onError": "fail", "sentences": ["x"]}""", $"'onError' is 'fail'; {Reaction}" },
            { """{"sentences": ["x"], "onError": null}""", $"'onError' is 'null'; {Reaction}" },
            { """{"instances": ["x"], "onError": 7.0}""", $"'onError' is '7.0'; {Reaction}" },
            { """{"instances": ["x"], "onError": {"a": 1}}""", $"'onError' is '{{'; {Reaction}" },
            { """{"sentences": ["x"], "onError": "\ud800"}""", $"'onError' {HalfPair}" },
            {
                """{"sentence": "x", "onError": "report"}""",
                "'onError' reports on several: send 'sentences' or 'instances' instead of 'sentence'."
            },
            { """{"onError": "report"}""", "The body has no sentence. " + Forms },
            {
                """{"onError": "report", "sentences": []}""",
                "'sentences' is empty: there is nothing to predict."
            },
            {
                """{"onError": "report", "sentences": ["x", 7]}""",
                "'sentences[1]' must be a string. " + Forms
            },
            {
                """{"sentences": ["x", " "], "onError": 1}""",
                "'sentences[1]' is empty: there is nothing to predict."
            },
            {
                """{"sentences": [" "], "\ud800": 1, "onError": "report"}""",
                $"'name of a member' {HalfPair}"
            },
            {
                """{"sentences": [" "], "explain": 1, "onError": "report"}""",
                "'explain' must be true or false. " + Forms
            },
            { """{"explain": 1, "sentence": "x"}""", "'explain' must be true or false. " + Forms },
            {
                """{"explain": true, "instances": ["x"]}""",
                "'explain' needs the words: send 'sentence' or 'sentences' instead of 'instances'."
            },
            {
                """{"sentence": "x", "sentences": ["y"]}""",
                "The body has both 'sentence' and 'sentences'. " + Forms
            },
            {
                """{"instances": ["x"], "sentence": "y"}""",
                "The body has both 'instances' and 'sentence'. " + Forms
            },
            { """{"sentance": "x"}""", "'sentance' is not a member of a request. " + Forms },
            { """{"sentence": "x", "signature_name": 1}""", "'signature_name' must be a string. " + Forms },
            { """{"sentence": "x", "parameters": []}""", "'parameters' must be an object. " + Forms },
            { """{"sentence": "\ud800"}""", $"'sentence' {HalfPair}" },
            { """{"sentences": ["x", "\ude00\ud83d"]}""", $"'sentences[1]' {HalfPair}" },
            { """{"instances": [{"a": [{"\udfff": 1}]}]}""", $"'instances[0]' {HalfPair}" },
            { """{"instances": [1, "\ud800"]}""", $"'instances[1]' {HalfPair}" },
            { """{"\ud800": 1}""", $"'name of a member' {HalfPair}" },
        };

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public void Parse_Malformed_SaysWhatToSend(string body, string message)
    {
        var malformed = Assert.Throws<BadHttpRequestException>(() => Parse(body));

        Assert.Equal(message, malformed.Message);
        Assert.Equal(400, malformed.StatusCode);
    }

    [Fact]
    public void Parse_InvalidUtf8_SaysSo()
    {
        byte[] body = [.. "{\"sentence\": \""u8, 0xff, .. "\"}"u8];

        var malformed = Assert.Throws<BadHttpRequestException>(() => PredictBody.Parse(body, Limits(Usual)));

        Assert.Equal("The body is not valid UTF-8.", malformed.Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"sentence": "x"} trailing""")]
    [InlineData("""{"sentences": ["x" """)]
    [InlineData("""{"instances": [NaN]}""")]
    [InlineData("""{"parameters": {"a": }}""")]
    public void Parse_NoJson_SaysWhereItCeasesToBe(string body)
    {
        var malformed = Assert.Throws<BadHttpRequestException>(() => Parse(body));

        var cause = Assert.IsType<JsonException>(malformed.InnerException, exactMatch: false);
        Assert.Equal($"The body is not valid JSON: {cause.Message}", malformed.Message);
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(41, "…")]
    public void Parse_LongName_IsQuotedInPart(int length, string ellipsis)
    {
        var body = $$"""{"{{new string('n', length)}}": 1}""";

        var malformed = Assert.Throws<BadHttpRequestException>(() => Parse(body));

        Assert.Equal(
            $"'{new string('n', 40)}{ellipsis}' is not a member of a request. {Forms}",
            malformed.Message
        );
    }

    [Theory]
    [InlineData("""{"sentence": "x"}""", new[] { "\"x\"" })]
    [InlineData("""  {"sentence"  :  "\u0078é\n" } """, new[] { "\"\\u0078é\\n\"" })]
    [InlineData("""{"sentences": ["x"]}""", new[] { "\"x\"" })]
    [InlineData("""{"sentences":["x" , "y", "z"]}""", new[] { "\"x\"", "\"y\"", "\"z\"" })]
    public void Parse_Sentences_AreSlicesOfTheBody(string json, string[] sentences)
    {
        var body = Parse(json);

        Assert.Equal(sentences, body.Sentences!.Select(Text));
        Assert.Equal(sentences.Length, body.Count);
        Assert.True(body.Instances.IsEmpty);
    }

    [Theory]
    [InlineData("[7]", 1)]
    [InlineData("""[ {"a": [1, {"b": []}]}, [[], 2] ]""", 2)]
    [InlineData("""["x", null, {}]""", 3)]
    [InlineData("[[[]],true,-1.50e+0]", 3)]
    public void Parse_Instances_AreOneSliceAndCounted(string instances, int count)
    {
        var body = Parse($$"""{"instances": {{instances}} , "explain": false}""");

        Assert.Equal(instances, Text(body.Instances));
        Assert.Equal(count, body.Count);
        Assert.Null(body.Sentences);
    }

    [Fact]
    public void Parse_OtherMembers_AreSlicesAsWell()
    {
        var body = Parse(
            """{"signature_name": "s\u0061", "parameters": {"a": [1.0]}, "explain": true, "sentence": "x"}"""
        );

        Assert.Equal("\"s\\u0061\"", Text(body.SignatureName));
        Assert.Equal("""{"a": [1.0]}""", Text(body.Parameters));
        Assert.True(body.Explain);
    }

    [Theory]
    [InlineData("""{"sentence": "x"}""")]
    [InlineData("""{"signature_name": null, "sentence": "x", "parameters": null, "explain": false}""")]
    public void Parse_NothingOrNull_MeansTheDefault(string json)
    {
        var body = Parse(json);

        Assert.True(body.SignatureName.IsEmpty);
        Assert.True(body.Parameters.IsEmpty);
        Assert.False(body.Explain);
    }

    [Fact]
    public void Parse_ByteOrderMark_IsNoPartOfTheBody()
    {
        Assert.Equal(["\"x\""], Parse("\ufeff{\"sentence\": \"x\"}").Sentences!.Select(Text));
        Assert.Equal(
            $"The body is empty. {Forms}",
            Assert.Throws<BadHttpRequestException>(() => Parse("\ufeff")).Message
        );
    }

    [Theory]
    [InlineData(
        """{"sentences": ["a", "b", "c", "d", "e"]}""",
        "'sentences' has 5 elements; the limit is 3."
    )]
    [InlineData("""{"instances": [1, [2], {}, "4"]}""", "'instances' has 4 elements; the limit is 3.")]
    public void Parse_TooMany_SaysHowMany(string body, string message)
    {
        var refused = Assert.Throws<BadHttpRequestException>(() => Parse(body, Narrow));

        Assert.Equal($"{message} Send several requests.", refused.Message);
        Assert.Equal(413, refused.StatusCode);
    }

    [Theory]
    [InlineData("""{"sentence": "12345678901"}""", "'sentence'")]
    [InlineData("""{"sentences": ["1234567890", "12345678901"]}""", "'sentences[1]'")]
    [InlineData("""{"instances": [{"a": "12345678901"}]}""", "'instances[0]'")]
    [InlineData("""{"instances": [7, {"12345678901": 1}]}""", "'instances[1]'")]
    [InlineData("""{"12345678901": 1}""", "'name of a member'")]
    public void Parse_TextThatIsTooLong_SaysWhichOne(string body, string subject)
    {
        var refused = Assert.Throws<BadHttpRequestException>(() => Parse(body, Narrow));

        Assert.Equal($"{subject} has 11 characters; the limit is 10. Shorten it.", refused.Message);
        Assert.Equal(413, refused.StatusCode);
    }

    [Fact]
    public void ReadSentences_WithEscapes_AreTexts() =>
        Assert.Equal(["\"x\"\n", "é"], Parse("""{"sentences": ["\"x\"\n", "\u00e9"]}""").ReadSentences());

    private static PredictBody Parse(string body) => Parse(body, Usual);

    private static PredictBody Parse(string body, LimitsOptions limits) =>
        PredictBody.Parse(Encoding.UTF8.GetBytes(body), Limits(limits));

    private static PredictRequestLimits Limits(LimitsOptions limits) => new(limits, PayloadLimit.Usual);

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
