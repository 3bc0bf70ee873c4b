using System.Diagnostics;
using System.Net;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>Each error that TensorFlow Serving answers with becomes the failure that it means.</summary>
public sealed class ErrorMessageTests
{
    private static readonly Instances One = new("""["I love it"]"""u8.ToArray(), 1);

    /// <summary>Those of the set, by their names there. All others say that the model refuses the instances.
    /// </summary>
    private static readonly Dictionary<string, PredictionFailure> Table = new()
    {
        ["request_version_zero"] = PredictionFailure.VersionNotFound,
        ["request_label_empty"] = PredictionFailure.LabelNotFound,
        ["error_model"] = PredictionFailure.VersionNotFound,
        ["error_version"] = PredictionFailure.VersionNotFound,
        ["error_label"] = PredictionFailure.LabelNotFound,
        ["error_signature"] = PredictionFailure.ServerFailed,
        ["error_long_name"] = PredictionFailure.VersionNotFound,
        ["metadata_error_model"] = PredictionFailure.VersionNotFound,
        ["status_error_model"] = PredictionFailure.VersionNotFound,
        ["status_error_version"] = PredictionFailure.VersionNotFound,
        ["unknown method"] = PredictionFailure.ServerFailed,
        ["unknown service"] = PredictionFailure.ServerFailed,
        ["health is off"] = PredictionFailure.ServerFailed,
        ["bytes that are no request"] = PredictionFailure.ServerFailed,
        ["70 kB of metadata"] = PredictionFailure.ServerFailed,
        ["the same with a deadline of 4 ms"] = PredictionFailure.TimedOut,
    };

    private static readonly PredictionFailure[] Codes =
    [
        PredictionFailure.ServerFailed, // CANCELLED, which no one here has asked for
        PredictionFailure.ServerFailed,
        PredictionFailure.InstanceRefused,
        PredictionFailure.TimedOut,
        PredictionFailure.VersionNotFound,
        PredictionFailure.Unavailable,
        PredictionFailure.ServerFailed,
        PredictionFailure.RateLimited,
        PredictionFailure.InstanceRefused,
        PredictionFailure.Unavailable,
        PredictionFailure.InstanceRefused,
        PredictionFailure.ServerFailed,
        PredictionFailure.ServerFailed,
        PredictionFailure.Unavailable,
        PredictionFailure.ServerFailed,
        PredictionFailure.ServerFailed,
    ];

    public static TheoryData<string> Errors() => new(GoldenMessage.Errors.Select(error => error.Name));

    public static TheoryData<int> AllCodes() => new(Enumerable.Range(1, Codes.Length));

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_OfAPrediction_BecomesTheFailureThatItMeans(string name)
    {
        var error = GoldenMessage.Errors.Single(each => each.Name == name).Json;

        var failed = await FailAsync(
            CannedGrpc.Failure(
                error.GetProperty("number").GetInt32(),
                error.GetProperty("message").GetString()!
            )
        );

        Assert.Equal(Table.GetValueOrDefault(name, PredictionFailure.InstanceRefused), failed.Failure);
        Assert.DoesNotContain("sentiment", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllCodes))]
    public async Task Code_WithoutWords_BecomesTheFailureThatItMeans(int code) =>
        Assert.Equal(Codes[code - 1], (await FailAsync(CannedGrpc.Failure(code, ""))).Failure);

    [Theory]
    [InlineData(400, PredictionFailure.ServerFailed)]
    [InlineData(401, PredictionFailure.ServerFailed)]
    [InlineData(403, PredictionFailure.ServerFailed)]
    [InlineData(404, PredictionFailure.ServerFailed)]
    [InlineData(429, PredictionFailure.RateLimited)]
    [InlineData(500, PredictionFailure.ServerFailed)]
    [InlineData(503, PredictionFailure.Unavailable)]
    [InlineData(504, PredictionFailure.TimedOut)]
    public async Task Status_OfAProxy_BecomesTheFailureThatItMeans(int status, PredictionFailure failure)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent("<html>"),
        };
        answer.Headers.TryAddWithoutValidation("Retry-After", "7");

        var failed = await FailAsync(answer);

        Assert.Equal((failure, TimeSpan.FromSeconds(7)), (failed.Failure, failed.RetryAfter));
    }

    [Fact]
    public async Task Answer_OfAnotherKind_IsNotUnderstood()
    {
        byte[] message = CannedGrpc.Frame(GoldenMessage.BytesOf("response_one"));
        HttpResponseMessage[] answers =
        [
            new(HttpStatusCode.OK) { Content = new StringContent("<html>Sign in") },
            new(HttpStatusCode.OK),
            CannedGrpc.WithTrailers([]),
            CannedGrpc.WithTrailers(message),
            CannedGrpc.WithTrailers([], ("grpc-status", "0")),
            CannedGrpc.WithTrailers(message[..20], ("grpc-status", "0")),
            CannedGrpc.WithTrailers([.. message, .. message], ("grpc-status", "0")),
            CannedGrpc.WithTrailers([1, .. message[1..]], ("grpc-status", "0")),
            CannedGrpc.Failure(0, ""),
        ];
        foreach (var answer in answers)
        {
            var failed = await FailAsync(answer);

            Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        }
    }

    [Fact]
    public async Task Answer_LargerThanTheClientTakes_IsSaidToBe()
    {
        var failed = await FailAsync(
            CannedGrpc.WithTrailers(CannedGrpc.Frame(new byte[33_554_433]), ("grpc-status", "0"))
        );

        Assert.Equal(
            (PredictionFailure.AnswerNotUnderstood, "The model server's answer is too large."),
            (failed.Failure, failed.Message)
        );
    }

    [Fact]
    public async Task Connection_ThatBreaksTwice_IsToldAsBrokenAndRepeatedOnAFreshOne()
    {
        var isFresh = new List<bool>();
        var server = new CannedGrpc(request =>
        {
            isFresh.Add(
                request.Options.TryGetValue(new HttpRequestOptionsKey<bool>("FreshConnection"), out _)
            );
            throw new HttpIOException(HttpRequestError.ResponseEnded, "It ended.");
        });

        var failed = await FailAsync(server);

        Assert.Equal(PredictionFailure.ConnectionBroken, failed.Failure);
        Assert.Equal([false, true], isFresh);
    }

    [Fact]
    public async Task Request_SaysHowMuchTimeIsLeftAndNothingOfItsOwn()
    {
        HttpRequestMessage? sent = null;
        await FailAsync(
            new CannedGrpc(request =>
            {
                sent = request;
                return CannedGrpc.Failure(13, "");
            })
        );

        var left = int.Parse(Assert.Single(sent!.Headers.GetValues("grpc-timeout")).TrimEnd('m'), null);
        Assert.InRange(left, 8_000, 9_500);
        Assert.Equal("identity", Assert.Single(sent.Headers.GetValues("grpc-accept-encoding")));
        Assert.DoesNotContain(sent.Headers, header => header.Key.StartsWith("x-", StringComparison.Ordinal));
        Assert.Equal(
            (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
            (sent.Version, sent.VersionPolicy)
        );
    }

    [Fact]
    public async Task Request_OfOneCaller_CarriesItsIdAndTrace()
    {
        using var activity = new Activity("caller").Start();
        HttpRequestMessage? sent = null;
        Activity? current = null;
        var server = new CannedGrpc(request =>
        {
            (sent, current) = (request, Activity.Current);
            return CannedGrpc.Failure(13, "");
        });

        await Assert.ThrowsAsync<PredictionException>(() =>
            server
                .CreateModel()
                .PredictAsync(
                    One with
                    {
                        RequestId = "an-id",
                    },
                    null,
                    ModelSignatures.Unknown,
                    TestContext.Current.CancellationToken
                )
        );

        Assert.Equal("an-id", Assert.Single(sent!.Headers.GetValues("x-request-id")));
        Assert.Equal(activity.SpanId, current!.SpanId);
    }

    private static Task<PredictionException> FailAsync(HttpResponseMessage answer) =>
        FailAsync(new CannedGrpc(_ => answer));

    private static Task<PredictionException> FailAsync(CannedGrpc server) =>
        Assert.ThrowsAsync<PredictionException>(() =>
            server
                .CreateModel(label: "stable")
                .PredictAsync(One, null, ModelSignatures.Unknown, TestContext.Current.CancellationToken)
        );
}
