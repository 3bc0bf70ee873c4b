using System.Net;
using System.Text;
using System.Text.Json;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

/// <summary>What each kind of model server says when it refuses, and how it is read.</summary>
public sealed class RefusalTests
{
    private const string Configured = "configured";

    /// <summary>Three instances, the last of which says what a server could.</summary>
    private static readonly Instances Sent = new(
        """["good", "bad", "Failed to process element: 0 of 'instances' list"]"""u8.ToArray(),
        3
    );

    private static readonly Dictionary<string, RefusalReader> Readers = new()
    {
        ["none of its own"] = new RefusalReader(),
        ["ai-platform"] = new AiPlatformRefusals(Configured),
        ["vertex-ai"] = new VertexAiRefusals(Configured),
        ["tensorflow-serving"] = new TensorFlowServingRefusals(Configured),
    };

    private static readonly Dictionary<string, Row> Predictions = new()
    {
        ["none of its own: 400"] = Refused("anything"),
        ["none of its own: 422"] = Refused("anything") with { Status = 422 },
        ["none of its own: an error within a success"] = Refused("anything") with { Status = 200 },
        ["none of its own: 404"] = new(404, "No model.", PredictionFailure.VersionNotFound),
        ["none of its own: 409"] = new(409, "Aborted.", PredictionFailure.Unavailable),
        ["none of its own: 413"] = new(413, "Too much.", PredictionFailure.InstancesTooLarge),
        ["none of its own: 429"] = new(429, "Not now.", PredictionFailure.RateLimited),
        ["none of its own: 504"] = new(504, "Too late.", PredictionFailure.TimedOut),

        ["tensorflow-serving: a key of an element"] = Refused(
            "Failed to process element: 1 key: sentence of 'instances' list. Error: INVALID_ARGUMENT: JSON "
                + "Value: 5 Type: Number is not of expected type: string",
            index: 1
        ),
        ["tensorflow-serving: an element"] = Refused(
            "Failed to process element: 2 of 'instances' list. Error: INVALID_ARGUMENT: JSON Value: 5",
            index: 2
        ),
        ["tensorflow-serving: keys of an element"] = Refused(
            "Failed to process element: 0 of 'instances' list. JSON object: {} keys must be equal to: "
                + "sentence",
            index: 0
        ),
        ["tensorflow-serving: a list among objects"] = Refused(
            "Expecting object but got list at item 1 of input list",
            index: 1
        ),
        ["tensorflow-serving: an object among lists"] = Refused(
            "Expecting value/list but got object at item 1 of input list",
            index: 1
        ),
        ["tensorflow-serving: an element that was not sent"] = Refused(
            "Failed to process element: 3 of 'instances' list. Error: x"
        ),
        ["tensorflow-serving: an element beyond all numbers"] = Refused(
            "Failed to process element: 99999999999999999999 of 'instances' list. Error: x"
        ),
        ["tensorflow-serving: an element before the first"] = Refused(
            "Failed to process element: -1 of 'instances' list. Error: x"
        ),
        ["tensorflow-serving: a sentence that talks of an element"] = Refused(
            "Could not parse example input, value: 'Failed to process element: 0 of 'instances' list'"
        ),
        ["tensorflow-serving: an index in another sentence"] = Refused("indices[1] = 7 is not in [0, 5)"),
        ["tensorflow-serving: a wrong path"] = Misconfigured("Malformed request: POST /v1/sentiment"),
        ["tensorflow-serving: an unknown label"] = Misconfigured("Unrecognized servable version label: x"),
        ["tensorflow-serving: the configured signature"] = Misconfigured(
            "Serving signature name: \"configured\" not found in signature def"
        ),
        ["tensorflow-serving: the configured signature, named by the caller too"] = Misconfigured(
            "Serving signature name: \"configured\" not found in signature def"
        ) with
        {
            Signature = "configured",
        },
        ["tensorflow-serving: the caller's signature"] = Refused(
            "Serving signature name: \"other\" not found in signature def"
        ) with
        {
            Signature = "other",
        },
        ["tensorflow-serving: a version of too many digits"] = new(
            400,
            "Failed to convert version: 99999999999999999999 to numeric.",
            PredictionFailure.VersionNotFound
        ),
        ["tensorflow-serving: a precondition"] = Refused("Anything else", code: "FAILED_PRECONDITION"),

        ["ai-platform: an element, in a success"] = Refused(
            "Prediction failed: Failed to process element: 1 of 'instances' list. Error: x",
            index: 1
        ) with
        {
            Status = 200,
        },
        ["ai-platform: an element, in what is passed on"] = Refused(
            "Prediction failed: { \"error\": \"Failed to process element: 1 key: a of 'instances' list\" }",
            index: 1
        ),
        ["ai-platform: something else, in a success"] = Refused("Prediction failed: Error during model") with
        {
            Status = 200,
        },
        ["ai-platform: a precondition"] = Misconfigured("It is not ready.", code: "FAILED_PRECONDITION"),
        ["ai-platform: a size"] = new(
            400,
            "Request payload size exceeds the limit: 1500000 bytes.",
            PredictionFailure.InstancesTooLarge
        ),
        ["ai-platform: the configured signature"] = Misconfigured(
            "Field: signature_name Error: Serving signature name: \"configured\" not found in signature def"
        ),
        ["ai-platform: the caller's signature"] = Refused(
            "Serving signature name: \"other\" not found in signature def"
        ) with
        {
            Signature = "other",
        },

        ["vertex-ai: an element, in the container's words"] = Refused(
            "{\n    \"error\": \"Failed to process element: 2 key: a of 'instances' list. Error: x\"\n}",
            index: 2
        ),
        ["vertex-ai: another container's words"] = Refused("{\"detail\": \"instances[1] is wrong\"}"),
        ["vertex-ai: no split"] = new(
            400,
            "Endpoint projects/p/locations/l/endpoints/5 doesn't have traffic_split.",
            PredictionFailure.Unavailable
        )
        {
            Code = "FAILED_PRECONDITION",
            RetryAfter = 30,
        },
        ["vertex-ai: another precondition"] = Misconfigured("Not now.", code: "FAILED_PRECONDITION"),
        ["vertex-ai: a size"] = new(
            400,
            "Request payload size exceeds the limit: 1500000 bytes.",
            PredictionFailure.InstancesTooLarge
        ),
    };

    private static readonly Dictionary<string, Row> Descriptions = new()
    {
        ["none of its own: 400"] = Misconfigured("anything"),
        ["none of its own: 413"] = Misconfigured("anything") with { Status = 413 },
        ["none of its own: 422"] = Misconfigured("anything") with { Status = 422 },
        ["none of its own: 404"] = new(404, "No model.", PredictionFailure.VersionNotFound),
        ["tensorflow-serving: a version of too many digits"] = new(
            400,
            "Failed to convert version: 99999999999999999999 to numeric.",
            PredictionFailure.VersionNotFound
        ),
        ["ai-platform: 400"] = Misconfigured("anything"),
        ["vertex-ai: 400"] = Misconfigured("anything"),
    };

    public static TheoryData<string> PredictionRows() => new(Predictions.Keys);

    public static TheoryData<string> DescriptionRows() => new(Descriptions.Keys);

    [Theory]
    [MemberData(nameof(PredictionRows))]
    public void Refusal_OfPredictions_IsReadAsWhatItMeans(string row)
    {
        var expected = Predictions[row];
        var sent = Sent with { SignatureName = Quote(expected.Signature) };

        var failed = ReaderOf(row).OfPrediction(ErrorOf(expected), sent);

        Assert.Equal(expected.Failure, failed.Failure);
        Assert.Equal(expected.Index, failed.Index);
        Assert.Equal(expected.RetryAfter, failed.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [MemberData(nameof(DescriptionRows))]
    public void Refusal_OfADescription_IsNeverTheCallers(string row)
    {
        var failed = ReaderOf(row).OfDescription(ErrorOf(Descriptions[row]));

        Assert.Equal(Descriptions[row].Failure, failed.Failure);
    }

    [Fact]
    public void Page_OfAnotherServer_SaysThatThisOneIsNotThere()
    {
        var page = ServerError.Read(HttpStatusCode.NotFound, "<title>Not found</title>"u8.ToArray());

        Assert.Equal(PredictionFailure.ServerFailed, new RefusalReader().OfPrediction(page, Sent).Failure);
    }

    [Fact]
    public void RetryAfter_OfTheServer_CountsMoreThanTheUsual()
    {
        var error = ErrorOf(Predictions["vertex-ai: no split"]) with { RetryAfter = TimeSpan.FromSeconds(7) };

        var failed = Readers["vertex-ai"].OfPrediction(error, Sent);

        Assert.Equal(TimeSpan.FromSeconds(7), failed.RetryAfter);
    }

    private static RefusalReader ReaderOf(string row) => Readers[row.Split(": ")[0]];

    private static ServerError ErrorOf(Row row) =>
        ServerError.Read(
            (HttpStatusCode)row.Status,
            row.Code is null
                ? JsonSerializer.SerializeToUtf8Bytes(new { error = row.Message })
                : JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        error = new
                        {
                            code = row.Status,
                            message = row.Message,
                            status = row.Code,
                        },
                    }
                )
        );

    private static byte[] Quote(string? name) =>
        name is null ? [] : Encoding.UTF8.GetBytes(JsonSerializer.Serialize(name));

    private static Row Refused(string message, int? index = null, string? code = null) =>
        new(400, message, PredictionFailure.InstanceRefused) { Index = index, Code = code };

    private static Row Misconfigured(string message, string? code = null) =>
        new(400, message, PredictionFailure.ServerFailed) { Code = code };

    private sealed record Row(int Status, string Message, PredictionFailure Failure)
    {
        public string? Code { get; init; }

        public string? Signature { get; init; }

        public int? Index { get; init; }

        public double? RetryAfter { get; init; }
    }
}
