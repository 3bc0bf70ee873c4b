using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>The emulator answers what TensorFlow Serving answers, to messages that its own classes have
/// made.</summary>
public sealed class GrpcGoldenTests : GrpcTest
{
    private static readonly string[] StatusMessages =
    [
        "status_request",
        "status_request_version",
        "status_request_label",
    ];

    /// <summary>The requests of other models, and those whose refusal a model words that the emulator
    /// lacks.</summary>
    private static readonly string[] OfOtherModels =
    [
        "error_init_op",
        "error_one_of_two",
        "error_two_inputs_batch",
        "error_two_inputs_shape",
        "error_content_size",
    ];

    public static TheoryData<string> Errors() =>
        new(
            GoldenMessage
                .Errors.Select(error => error.Name)
                .Where(name => GoldenMessage.All.Any(message => message.Name == name))
                .Except(OfOtherModels)
        );

    public static TheoryData<string> Statuses() => new(StatusMessages);

    public static TheoryData<string> Predictable() =>
        new(
            GoldenMessage
                .Of("request_")
                .Where(request =>
                    request.Answer!.Value.GetProperty("code").GetString() == "OK"
                    && request.Json.GetProperty("model").GetString() == "sentiment"
                )
                .Select(request => request.Name)
        );

    protected override ModelServerOptions Options => new() { Versions = ["v1", "v2"] };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Request_ThatIsRefused_IsRefusedInTheSameWords(string name)
    {
        Server.Models.SetLabel("canary", "v1");
        var error = GoldenMessage.Errors.Single(each => each.Name == name).Json;
        var message = GoldenMessage.Get(name).Json.GetProperty("message").GetString()!;

        var answer = await CallAsync(PathOf(message), GoldenMessage.BytesOf(name));

        Assert.Equal(error.GetProperty("number").GetInt32().ToString(null, null), answer.Code);
        Assert.Equal(
            error
                .GetProperty("message")
                .GetString()!
                .Replace(
                    "the set {probabilities}",
                    "the set {probabilities,version}",
                    StringComparison.Ordinal
                ),
            answer.Text
        );
        Assert.True(answer.IsTrailersOnly);
        Assert.Empty(answer.Message);
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Status_IsTheSameByteForByte(string name)
    {
        var answer = await CallAsync(GetStatus, GoldenMessage.BytesOf(name));

        Assert.Equal("0", answer.Code);
        Assert.Equal(
            GoldenMessage.BytesOf(name.Replace("request", "response", StringComparison.Ordinal)),
            answer.Message
        );
    }

    [Theory]
    [MemberData(nameof(Predictable))]
    public async Task Request_IsAnsweredWithTheSameShapesAndVersion(string name)
    {
        Server.Models.SetLabel("canary", "v1");
        var expected = GoldenMessage.Get(name).Answer!.Value;

        var answer = (await CallAsync(Predict, GoldenMessage.BytesOf(name))).Read(PredictResponse.Parser);

        Assert.Equal(expected.GetProperty("version").GetInt64(), answer.ModelSpec.Version);
        Assert.Equal("serving_default", answer.ModelSpec.SignatureName);
        Assert.Equal(ModelSpec.VersionChoiceOneofCase.Version, answer.ModelSpec.VersionChoiceCase);
        Assert.Equal(
            expected
                .GetProperty("outputs")
                .GetProperty("probabilities")
                .GetProperty("shape")
                .EnumerateArray()
                .Select(length => length.GetInt64()),
            answer.Outputs["probabilities"].TensorShape.Dim.Select(dim => dim.Size)
        );
    }

    [Fact]
    public async Task Answer_IsTheSameByteForByteButForItsNumbersAndMark()
    {
        foreach (var isContent in (bool[])[false, true])
        {
            Server.Settings.TensorContent = isContent;
            var golden = PredictResponse.Parser.ParseFrom(
                GoldenMessage.BytesOf(isContent ? "response_three_content" : "response_three")
            );

            var answer = (await CallAsync(Predict, GoldenMessage.BytesOf("request_three"))).Read(
                PredictResponse.Parser
            );
            answer.Outputs.Remove("version");
            var (sent, real) = (answer.Outputs["probabilities"], golden.Outputs["probabilities"]);
            Assert.Equal(real.TensorContent.Length, sent.TensorContent.Length);
            Assert.Equal(real.FloatVal.Count, sent.FloatVal.Count);
            sent.TensorContent = real.TensorContent;
            sent.FloatVal.Clear();
            sent.FloatVal.Add(real.FloatVal);

            Assert.Equal(golden.ToByteArray(), answer.ToByteArray());
        }
    }

    [Theory]
    [InlineData("metadata_request", "metadata_response")]
    [InlineData("metadata_request_version", "metadata_response_version")]
    [InlineData("metadata_request_label", "metadata_response_label")]
    public async Task Metadata_AreTheSameButForTheMark(string request, string response)
    {
        Server.Models.SetLabel("canary", "v1");
        var golden = GetModelMetadataResponse.Parser.ParseFrom(GoldenMessage.BytesOf(response));

        var answer = (await CallAsync(GetMetadata, GoldenMessage.BytesOf(request))).Read(
            GetModelMetadataResponse.Parser
        );

        Assert.Equal(golden.ModelSpec, answer.ModelSpec);
        var signatures = answer.Metadata["signature_def"].Unpack<SignatureDefMap>();
        signatures.SignatureDef["serving_default"].Outputs.Remove("version");
        Assert.Equal(golden.Metadata["signature_def"].Unpack<SignatureDefMap>(), signatures);
    }

    private static string PathOf(string message) =>
        message.Split('.')[^1] switch
        {
            "PredictRequest" => Predict,
            "GetModelMetadataRequest" => GetMetadata,
            _ => GetStatus,
        };
}
