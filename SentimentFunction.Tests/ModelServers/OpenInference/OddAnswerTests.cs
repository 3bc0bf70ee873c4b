using System.Net;
using System.Text;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.OpenInference;

/// <summary>What comes back is believed only as far as it adds up.</summary>
public sealed class OddAnswerTests
{
    private const string Server = "open-inference";
    private const string Two = """{"sentences": ["a", "b"]}""";
    private const string NotUnderstood = "The model server's answer is not understood.";
    private const string NotFinite = "The model server answered a number that is not finite.";
    private const string WrongCount =
        "The model server did not answer one prediction per instance. Try again.";

    private const string TooFew = "The model server's answer has not as many elements as it says. Try again.";

    [Theory]
    [InlineData("[2]", "FP32", "[0.25, 0.50]", "[0.25,0.50]")]
    [InlineData("[2,1]", "INT64", "[9223372036854775807, -1]", "[[9223372036854775807],[-1]]")]
    [InlineData("[2,2]", "FP64", "[[0.1, 2e-5], [0.3, 1]]", "[[0.1,2e-5],[0.3,1]]")]
    [InlineData("[2,2,1]", "FP32", "[[[1], [2]], [[3], [4]]]", "[[[1],[2]],[[3],[4]]]")]
    [InlineData("[2,2]", "FP32", "[[1, 2], [3, 4]]", "[[1,2],[3,4]]")]
    [InlineData("[2]", "BYTES", """["a", "\u00e9"]""", """["a","\u00e9"]""")]
    [InlineData("[2]", "BOOL", "[true, false]", "[true,false]")]
    [InlineData("[2]", "FP32", "[null, 1]", "[null,1]")]
    [InlineData("[2]", "FP32", "[[1], [2]]", "[1,2]")]
    public async Task Data_OfAnyNesting_ArePassedOnAsTheyWereWritten(
        string shape,
        string datatype,
        string data,
        string predictions
    )
    {
        await using var function = Start(Answer(shape, datatype, data));

        using var response = await function.SendAsync(Two);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"\"predictions\":{predictions}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_ThatAreABareValue_AreOneElement()
    {
        await using var function = Start(Answer("[1]", "BYTES", "\"one\""));

        using var response = await function.PredictAsync();
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("\"predictions\":[\"one\"]", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[2]", "FP32", "[NaN, 1]", NotFinite)]
    [InlineData("[2]", "FP32", "[1, -Infinity]", NotFinite)]
    [InlineData("[2]", "BYTES", """["NaN", Nan]""", NotUnderstood)]
    [InlineData("[2,2]", "FP32", "[[1], [2, 3, 4]]", NotUnderstood)]
    [InlineData("[2,2]", "FP32", "[1, [2, 3], 4]", NotUnderstood)]
    [InlineData("[2]", "FP32", """["1", "2"]""", NotUnderstood)]
    [InlineData("[2]", "BYTES", "[1, 2]", NotUnderstood)]
    [InlineData("[2]", "BOOL", "[0, 1]", NotUnderstood)]
    [InlineData("[2]", "FP32", """[{"a": 1}, 2]""", NotUnderstood)]
    [InlineData("[2]", "COMPLEX", "[1, 2]", NotUnderstood)]
    [InlineData("[2.5]", "FP32", "[1, 2]", NotUnderstood)]
    [InlineData("2", "FP32", "[1, 2]", NotUnderstood)]
    [InlineData("[3]", "FP32", "[1, 2, 3]", WrongCount)]
    [InlineData("[1,2]", "FP32", "[1, 2]", WrongCount)]
    [InlineData("[]", "FP32", "1", WrongCount)]
    [InlineData("[2,2]", "FP32", "[1, 2]", TooFew)]
    [InlineData("[2]", "FP32", "[1, 2, 3]", TooFew)]
    [InlineData("[2,4611686018427387904,4]", "FP32", "[1, 2]", TooFew)]
    [InlineData("[2,-1]", "FP32", "[1, 2]", TooFew)]
    public async Task Data_ThatDoNotAddUp_AreTheServersFault(
        string shape,
        string datatype,
        string data,
        string detail
    )
    {
        await using var function = Start(Answer(shape, datatype, data));

        var problem = await RawFunction.ReadAsync(await function.SendAsync(Two), HttpStatusCode.BadGateway);

        Assert.Equal(detail, (string?)problem["detail"]);
    }

    [Fact]
    public async Task Answer_OfAnotherContentType_IsTheServersFault()
    {
        await using var function = Start(
            "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n\r\n"
                + Body("[1]", "FP32", "[1]")
        );

        var problem = await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.BadGateway);

        Assert.Equal(NotUnderstood, (string?)problem["detail"]);
    }

    [Fact]
    public async Task Bytes_ThatAreNoText_AreRefusedBeforeACall()
    {
        await using var function = Start(Answer("[1]", "FP32", "[1]"));

        var problem = await RawFunction.ReadAsync(
            await function.SendAsync("""{"instances": ["a", {"b64": "/w=="}]}"""),
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Equal(
            "instances[1]: the input 'sentence' takes text: no bytes that are not UTF-8.",
            (string?)problem["detail"]
        );
        Assert.Equal(0, function.Predictions);
    }

    private static RawFunction Start(string answer) =>
        RawFunction.Start(Server, request =>
            request.Method == "POST" ? Encoding.UTF8.GetBytes(answer) : null
        );

    private static string Answer(string shape, string datatype, string data) =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        + Body(shape, datatype, data);

    private static string Body(string shape, string datatype, string data) =>
        $$"""
            {"outputs": [{"name": "x", "shape": {{shape}}, "datatype": "{{datatype}}", "data": {{data}}}]}
            """;
}
