using System.Net;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

/// <summary>Whose fault a failure is, by what the server means: every status from 300 on, of every
/// server.</summary>
public sealed class BlameTests
{
    private const string Google = "ai-platform vertex-ai";
    private const string Vertex = "vertex-ai";
    private const string TensorFlow = "tensorflow-serving";
    private const string OpenInference = "open-inference";
    private const string All = $"{Google} {TensorFlow}";

    private const string Page = "<!DOCTYPE html><title>Error</title>";

    /// <summary>yanolja/ogem issue 110.</summary>
    private const string DedicatedHost =
        "4023936580241588224.us-central1-405698311937.prediction.vertexai.goog";

    private const string WrongHost =
        "Dedicated Endpoint cannot be accessed through the shared Vertex AI domain "
        + "aiplatform.googleapis.com. Please "
        + $"access the endpoint using its dedicated domain name '{DedicatedHost}'";

    /// <summary>GoogleCloudPlatform/explainable_ai_sdk issue 3.</summary>
    private const string NoSplit =
        "Endpoint projects/local/locations/us-central1/endpoints/519294943752093696 doesn't have "
        + "traffic_split.";

    /// <summary>The sentences of TensorFlow Serving: see its folder; those of Google: the emulator's
    /// protocols.</summary>
    private static readonly (string Servers, int Status, string Body, int Told, int Calls)[] Table =
    [
        (Google, 400, Rpc("INVALID_ARGUMENT", "Field: instances[0] Error: wrong."), 422, 1),
        (Google, 400, Rpc("OUT_OF_RANGE", "Out of range."), 422, 1),
        (
            Google,
            400,
            Rpc("INVALID_ARGUMENT", "Request payload size exceeds the limit: 1500000 bytes."),
            413,
            1
        ),
        (Google, 400, Rpc("FAILED_PRECONDITION", "The system is not in a state for it."), 502, 1),
        (Google, 400, Page, 422, 1),
        (Vertex, 400, Rpc("FAILED_PRECONDITION", WrongHost), 502, 1),
        (Vertex, 400, Rpc("FAILED_PRECONDITION", NoSplit), 503, 1),
        (
            TensorFlow,
            400,
            Text("Failed to process element: 0 key: sentence of 'instances' list. Error: x"),
            422,
            1
        ),
        (TensorFlow, 400, Text("Malformed request: POST /serving/v1/models/sentiment:predict"), 502, 1),
        (TensorFlow, 400, Text("Unrecognized servable version label: stable"), 502, 1),
        (
            All,
            400,
            Text("Serving signature name: \\\"serving_default\\\" not found in signature def"),
            502,
            1
        ),
        (All, 401, Rpc("UNAUTHENTICATED", "Request had invalid authentication credentials."), 502, 1),
        (All, 402, Page, 502, 1),
        (All, 403, Rpc("PERMISSION_DENIED", "Permission 'aiplatform.endpoints.predict' denied."), 502, 1),
        (All, 403, Page, 502, 1),
        ("ai-platform tensorflow-serving", 404, Rpc("NOT_FOUND", "No such version."), 503, 2),
        (Vertex, 404, Rpc("NOT_FOUND", "The Endpoint is not found."), 503, 1),
        (TensorFlow, 404, Text("Servable not found for request: Specific(sentiment, 1)"), 503, 2),
        (All, 404, Page, 502, 1),
        (All, 405, Page, 502, 1),
        (All, 406, Page, 502, 1),
        (All, 407, Page, 503, 2),
        (All, 408, Page, 504, 1),
        (All, 409, Rpc("ABORTED", "The operation was aborted."), 503, 2),
        (All, 410, Page, 502, 1),
        (All, 411, Page, 502, 1),
        (All, 412, Page, 502, 1),
        (All, 413, Page, 413, 1),
        (All, 414, Page, 502, 1),
        (All, 415, Page, 502, 1),
        (All, 417, Page, 502, 1),
        (All, 421, Page, 502, 1),
        (All, 422, Text("sentence: field required"), 422, 1),
        (All, 425, Page, 503, 2),
        (All, 428, Page, 502, 1),
        (All, 429, Rpc("RESOURCE_EXHAUSTED", "Quota exceeded."), 429, 2),
        (All, 431, Page, 502, 1),
        (All, 451, Page, 502, 1),
        (All, 499, Rpc("CANCELLED", "The operation was cancelled."), 502, 1),
        (All, 500, Rpc("INTERNAL", "Internal error."), 502, 1),
        (All, 501, Rpc("UNIMPLEMENTED", "Not implemented."), 502, 1),
        (All, 502, Page, 502, 1),
        (All, 503, Rpc("UNAVAILABLE", "The service is currently unavailable."), 503, 2),
        (All, 504, Rpc("DEADLINE_EXCEEDED", "Deadline exceeded."), 504, 1),
        (All, 300, Page, 502, 1),
        (All, 304, "", 502, 1),
        (All, 599, Page, 502, 1),
    ];

    public static TheoryData<string, int> Rows() =>
        new(
            from row in Enumerable.Range(0, Table.Length)
            from server in Table[row].Servers.Split(' ')
            select new TheoryDataRow<string, int>(server, row)
            {
                Label = $"{server}: {Table[row].Status} {Table[row].Body}",
            }
        );

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Failure_OfAPrediction_IsToldAsWhatItMeans(string server, int row)
    {
        var (_, status, body, told, calls) = Table[row];
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST" ? RawServer.Answer(body, $"{status} Failed") : null
        );

        using var response = await function.PredictAsync();

        Assert.Equal(told, (int)response.StatusCode);
        Assert.Equal(calls, function.Predictions);
        Assert.Equal(told is 429 or 503, response.Headers.RetryAfter is not null);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Failure_OfADescription_IsNeverTheCallers(string server, int row)
    {
        var (_, status, body, _, _) = Table[row];
        await using var function = RawFunction.Start(server, _ => RawServer.Answer(body, $"{status} Failed"));

        using var response = await function.DescribeAsync();

        Assert.True(
            status == 404 || (int)response.StatusCode is 429 or (>= 502 and <= 504),
            $"{response.StatusCode}"
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Signature_ThatTheModelHasNot_IsTheFaultOfWhoeverNamedIt(string server)
    {
        if (server is Vertex or OpenInference)
        {
            return;
        }

        await using var function = RawFunction.Start(
            server,
            request =>
                request.Method == "POST"
                    ? RawServer.Answer(
                        Text("Serving signature name: \\\"other\\\" not found in signature def"),
                        "400 Bad Request"
                    )
                    : null,
            ("Model:SignatureName", "configured")
        );

        using var configured = await function.PredictAsync();
        using var named = await function.SendAsync(
            """{"instances": [{"sentence": "I love it"}], "signature_name": "other"}"""
        );

        Assert.Equal(HttpStatusCode.BadGateway, configured.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, named.StatusCode);
    }

    [Theory]
    [InlineData("ai-platform", 200, "Prediction failed: Failed to process element: 1 of 'instances' list. x")]
    [InlineData("vertex-ai", 400, """{\"error\": \"Failed to process element: 1 of 'instances' list. x\"}""")]
    [InlineData("tensorflow-serving", 400, "Failed to process element: 1 of 'instances' list. Error: x")]
    public async Task Instance_ThatTheServerNames_IsNamedToTheCaller(
        string server,
        int status,
        string message
    )
    {
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST" ? RawServer.Answer(Text(message), $"{status} Answered") : null
        );

        var problem = await RawFunction.ReadAsync(
            await function.SendAsync("""{"sentences": ["good", "bad", "fine"]}"""),
            HttpStatusCode.UnprocessableEntity
        );

        Assert.Equal(1, (int?)problem["index"]);
        Assert.Equal("The model refused the instances: see what it takes.", (string?)problem["detail"]);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task SharedCall_ThatIsTooLarge_IsSentInParts(string server)
    {
        using var gate = new ManualResetEventSlim();
        await using var function = RawFunction.Start(
            server,
            request =>
            {
                if (request.Method == "POST" && !CannedAnswers.IsShared(request))
                {
                    gate.Wait(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
                }

                return CannedAnswers.IsShared(request)
                    ? RawServer.Answer(Page, "413 Content Too Large")
                    : null;
            },
            ("Batching:MaxConcurrentCalls", "1")
        );

        var requests = Enumerable.Range(0, 5).Select(_ => function.PredictAsync()).ToList();
        gate.Set();

        foreach (var response in await Task.WhenAll(requests))
        {
            await RawFunction.ReadAsync(response, HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Host_ThatIsTheWrongOne_StandsInTheLogWithTheRightOne()
    {
        await using var function = RawFunction.Start(Vertex, request =>
            request.Method == "POST"
                ? RawServer.Answer(Rpc("FAILED_PRECONDITION", WrongHost), "400 Bad Request")
                : null
        );

        using var response = await function.PredictAsync();

        Assert.Contains("400 FAILED_PRECONDITION", function.Log, StringComparison.Ordinal);
        Assert.Contains("Dedicated Endpoint cannot be accessed", function.Log, StringComparison.Ordinal);
        Assert.Contains(DedicatedHost, function.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_ThatIsMissing_IsToldWithWhenToTryAndStandsInTheLog()
    {
        await using var function = RawFunction.Start(Vertex, request =>
            request.Method == "POST"
                ? RawServer.Answer(Rpc("FAILED_PRECONDITION", NoSplit), "400 Bad Request")
                : null
        );

        using var response = await function.PredictAsync();

        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.Contains("doesn't have traffic_split.", function.Log, StringComparison.Ordinal);
    }

    private static string Rpc(string status, string message) =>
        $$"""{"error": {"code": 400, "message": "{{message}}", "status": "{{status}}"} }""";

    private static string Text(string message) => $$"""{"error": "{{message}}"}""";
}
