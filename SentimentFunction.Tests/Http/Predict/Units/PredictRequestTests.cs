using System.Text;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class PredictRequestTests
{
    private const string Sentence = """{"sentence": "I love it"}""";
    private const string Explained = """{"sentences": ["Great fun", "Bad"], "explain": true}""";

    private readonly MemoryBudget _budget = new(1_000_000);

    [Fact]
    public async Task Read_Sentences_ComposesInstances()
    {
        using var request = await ReadAsync("""{"sentences": ["I \u2665 it", "No"]}""");

        Assert.Equal("""[{"sentence":"I \u2665 it"},{"sentence":"No"}]""", Text(request.Instances.Json));
        Assert.Equal(2, request.Instances.Count);
        Assert.Null(request.Explanation);
        Assert.Null(request.Version);
    }

    [Fact]
    public async Task Read_Instances_TakesThemAsTheyAre()
    {
        using var request = await ReadAsync(
            """{"instances": [[1.0], "x"], "signature_name": "s", "parameters": {"p": 1}}""",
            query: "?version=v7"
        );

        Assert.Equal("""[[1.0], "x"]""", Text(request.Instances.Json));
        Assert.Equal("\"s\"", Text(request.Instances.SignatureName));
        Assert.Equal("""{"p": 1}""", Text(request.Instances.Parameters));
        Assert.Equal((2, "v7"), (request.Instances.Count, request.Version));
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(request.PositionOf));
    }

    [Fact]
    public async Task Read_Explained_AsksForEachSentenceWithoutEachWord()
    {
        using var request = await ReadAsync(Explained);

        Assert.Equal(
            """
            [{"sentence":"Great fun"},{"sentence":"fun"},{"sentence":"Great"},
            {"sentence":"Bad"},{"sentence":""}]
            """.ReplaceLineEndings(""),
            Text(request.Instances.Json)
        );
        Assert.Equal(5, request.Instances.Count);
        Assert.Equal([0, 0, 0, 1, 1], Enumerable.Range(0, 5).Select(request.PositionOf));
    }

    [Fact]
    public async Task Read_Reporting_AsksForTheRowsWithoutErrors()
    {
        using var sentences = await ReadAsync("""{"sentences": ["", "a", " ", "b"], "onError": "report"}""");
        using var instances = await ReadAsync(
            """{"instances": ["\ud800", [1, 2], "\ud800", " "], "onError": "report"}"""
        );

        Assert.Equal("""[{"sentence":"a"},{"sentence":"b"}]""", Text(sentences.Instances.Json));
        Assert.Equal("""[[1, 2]," "]""", Text(instances.Instances.Json));
        Assert.All([sentences, instances], request =>
        {
            Assert.Equal(2, request.Instances.Count);
            Assert.Equal([1, 3], Enumerable.Range(0, 2).Select(request.PositionOf));
            Assert.Equal([0, 2], request.Report!.Errors.Select(error => error.Index));
        });
    }

    [Fact]
    public async Task Read_ReportingWithoutErrors_TakesInstancesAsTheyAre()
    {
        using var request = await ReadAsync("""{"instances": [1 , 2], "onError": "report"}""");

        Assert.Equal("[1 , 2]", Text(request.Instances.Json));
        Assert.Empty(request.Report!.Errors);
    }

    [Fact]
    public async Task Read_ReportingErrorsAlone_AsksForNothing()
    {
        using var request = await ReadAsync(
            """{"sentences": ["", " "], "explain": true, "onError": "report"}"""
        );

        Assert.Same(Instances.None, request.Instances);
        Assert.Equal(2, request.Report!.Errors.Count);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task Read_ReportingAndExplained_LeavesOutWhatHasTooManyWords()
    {
        var words = string.Join(' ', Enumerable.Repeat("a", 65));

        using var request = await ReadAsync(
            $$"""{"sentences": ["", "{{words}}", "Bad"], "explain": true, "onError": "report"}"""
        );

        Assert.Equal("""[{"sentence":"Bad"},{"sentence":""}]""", Text(request.Instances.Json));
        Assert.Equal([2, 2], Enumerable.Range(0, 2).Select(request.PositionOf));
        Assert.Equal(
            [
                new(0, 400, "'sentences[0]' is empty: there is nothing to predict."),
                new(1, 413, "A sentence has 65 words; 'explain' takes 64 at most. Shorten it."),
            ],
            request.Report!.Errors
        );
    }

    [Fact]
    public async Task Memory_OfWhatIsComposed_IsThatWithoutTheBody()
    {
        using var request = await ReadAsync(Sentence);

        Assert.Equal(request.Instances.Json.Length, _budget.Taken);
    }

    [Theory]
    [InlineData("""{"instances": ["I love it"]}""")]
    [InlineData("""{"sentence": "I love it", "signature_name": "s"}""")]
    [InlineData("""{"sentence": "I love it", "parameters": {}}""")]
    public async Task Memory_OfSlicesOfTheBody_KeepsTheBody(string body)
    {
        using var request = await ReadAsync(body);

        var composed = body.StartsWith("{\"sentence\"", StringComparison.Ordinal)
            ? request.Instances.Json.Length
            : 0;
        Assert.Equal(body.Length + composed, _budget.Taken);
    }

    [Fact]
    public async Task Memory_OfAnExplanation_IsItsTextsAndInstances()
    {
        using var request = await ReadAsync(Explained);

        var texts = 2 * ("\"Great fun\"".Length + "\"Bad\"".Length);
        Assert.Equal(texts + request.Instances.Json.Length, _budget.Taken);
        request.Memory.Add(7);
        Assert.Equal(texts + request.Instances.Json.Length + 7, _budget.Taken);
    }

    [Fact]
    public async Task Memory_AfterTheRequest_IsGivenBack()
    {
        (await ReadAsync(Explained)).Dispose();

        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task Memory_OfARefusedRequest_IsGivenBack()
    {
        await Assert.ThrowsAsync<BadHttpRequestException>(() => ReadAsync("""{"sentence": 7}"""));

        Assert.Equal(0, _budget.Taken);
    }

    [Theory]
    [InlineData("""{"sentence": "I love it"}""", 87)]
    [InlineData("""{"instances": [{"sentence":"I love it"}]}""", 90)]
    public async Task Read_BeyondThePayload_IsRefused(string body, int size)
    {
        using var request = await ReadAsync(body, payload: 90);
        Assert.True(PayloadLimit.SizeOf(request.Instances) <= 90, $"{size}");

        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() => ReadAsync(body, payload: 80));

        Assert.Equal(413, refused.StatusCode);
    }

    [Fact]
    public async Task Read_ExplainedBeyondALimit_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() =>
            ReadAsync(Explained, payload: 100)
        );

        Assert.StartsWith("'explain' needs a call of ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BodyBeyondTheLimit_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<BadHttpRequestException>(() =>
            ReadAsync($$"""{"sentence": "{{new string('x', 400)}}"}""")
        );

        Assert.Equal(
            "The body has more than 400 bytes, which is the limit: send fewer sentences at once.",
            refused.Message
        );
    }

    [Fact]
    public async Task Read_CallerGone_Ends()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ReadAsync(Sentence, cancellationToken: caller.Token)
        );
        Assert.Equal(0, _budget.Taken);
    }

    private Task<PredictRequest> ReadAsync(
        string body,
        string query = "",
        int payload = 10_000,
        CancellationToken? cancellationToken = null
    )
    {
        var request = new DefaultHttpContext().Request;
        var bytes = Encoding.UTF8.GetBytes(body);
        request.ContentType = "application/json";
        request.ContentLength = bytes.Length;
        request.QueryString = new(query);
        request.Body = new MemoryStream(bytes);
        return PredictRequest
            .ReadAsync(
                request,
                requestId: null,
                new(new LimitsOptions { MaxBodyBytes = 400 }, new(payload)),
                _budget,
                cancellationToken ?? TestContext.Current.CancellationToken
            )
            .AsTask();
    }

    private static string Text(ReadOnlyMemory<byte> json) => Encoding.UTF8.GetString(json.Span);
}
