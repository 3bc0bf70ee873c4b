using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>What is sent for some instances equals what TensorFlow's own classes send, field by
/// field.</summary>
public sealed class RequestMessageTests
{
    private const string One = """[{"sentence": "I love it"}]""";
    private const string TwoInputs =
        """[{"text": "hello", "weight": 1}, {"weight": [2.0], "text": "a long sentence here"}]""";

    private static readonly Dictionary<string, Sent> Table = new()
    {
        ["request_one"] = new(One),
        ["request_three"] = new(
            """["I love it", {"sentence": "What a waste of time"}, {"sentence": "It was all right, I suppose"}]"""
        ),
        ["request_emoji"] = OfGolden("request_emoji"),
        ["request_empty_string"] = new("""[{"sentence": ""}]"""),
        ["request_version"] = new(One) { Version = 1 },
        ["request_label"] = new(One) { Label = "canary" },
        ["request_signature_name"] = new(One) { Signature = "serving_default" },
        ["request_two_inputs"] = new(TwoInputs) { Model = "two_inputs" },
        ["request_second_signature"] = new("""[{"text": "hello"}, "h\u00e9"]""")
        {
            Model = "two_inputs",
            Signature = "lengths",
        },
        ["request_not_utf8"] = new("""[{"b64": "SSBsb3ZlIGl0IP/+"}, "nul \u0000 inside"]"""),
        ["request_dtypes"] = new("""["abc", {"text": "héllo"}]""") { Model = "dtypes" },
        ["request_long"] = OfGolden("request_long"),
    };

    /// <summary>What nobody can make this client send, and why.</summary>
    private static readonly Dictionary<string, string> NeverSent = new()
    {
        ["request_empty_batch"] = "there is an instance at least",
        ["request_version_zero"] = "it is an empty version; that of version 0 is in a test of its own",
        ["request_label_empty"] = "a label that is set is not empty",
        ["request_output_filter"] = "all outputs are asked for",
        ["request_two_inputs_float_val"] = "numbers that are several are sent as bytes",
        ["request_two_inputs_broadcast"] = "each instance has its own number",
        ["request_string_content"] = "texts have a field",
        ["request_both_choices"] = "a version and a label exclude each other",
        ["request_too_few_strings"] = "there are as many elements as the shape says",
        ["request_too_many_strings"] = "there are as many elements as the shape says",
        ["request_no_strings"] = "there are as many elements as the shape says",
    };

    public static TheoryData<string> Sendable() => new(Table.Keys);

    [Theory]
    [MemberData(nameof(Sendable))]
    public async Task Request_ForInstances_EqualsTensorFlowsOwn(string name)
    {
        var sent = Table[name];
        var golden = PredictRequest.Parser.ParseFrom(GoldenMessage.BytesOf(name));
        var server = CannedGrpc.Of((CannedGrpc.GetMetadata, MetadataOf(sent.Model)));
        var model = server.CreateModel(sent.Model, sent.Label, sent.Signature);
        var (_, signatures) = await model.DescribeAsync(null, TestContext.Current.CancellationToken);

        var request = model.Compose(sent.Instances, sent.Version, signatures);

        Assert.Equal(golden, request);
        Assert.Equal(golden, PredictRequest.Parser.ParseFrom(request.ToByteArray()));
    }

    [Fact]
    public void Requests_OfTheSet_AreAllSentOrNeverSentForAReason() =>
        Assert.Equal(
            GoldenMessage.Of("request_").Select(message => message.Name).Order(),
            Table.Keys.Concat(NeverSent.Keys).Order()
        );

    [Theory]
    [InlineData("metadata_request", "sentiment", null, null)]
    [InlineData("metadata_request_version", "sentiment", 1L, null)]
    [InlineData("metadata_request_label", "sentiment", null, "canary")]
    [InlineData("metadata_request_two_inputs", "two_inputs", null, null)]
    public async Task RequestOfMetadata_EqualsTensorFlowsOwn(
        string name,
        string modelName,
        long? version,
        string? label
    )
    {
        var server = CannedGrpc.Of(
            (CannedGrpc.GetMetadata, GoldenMessage.BytesOf("metadata_response_version"))
        );

        await server
            .CreateModel(modelName, label)
            .DescribeAsync(version, TestContext.Current.CancellationToken);

        Assert.Equal(
            GetModelMetadataRequest.Parser.ParseFrom(GoldenMessage.BytesOf(name)),
            GetModelMetadataRequest.Parser.ParseFrom(server.Requests.Single().Message)
        );
    }

    [Fact]
    public async Task RequestOfStatus_EqualsTensorFlowsOwn()
    {
        var server = new CannedGrpc(_ => CannedGrpc.Success(GoldenMessage.BytesOf("status_response_states")));

        var versions = await server.CreateModel().ListVersionsAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["3"], versions);
        Assert.Equal(GoldenMessage.BytesOf("status_request"), server.Requests.Single().Message);
    }

    [Fact]
    public void Request_ForVersion0_AsksForIt()
    {
        var request = new CannedGrpc(_ => throw new NotSupportedException())
            .CreateModel()
            .Compose(Table["request_one"].Instances, 0, ModelSignatures.Unknown);

        Assert.Equal(PredictRequest.Parser.ParseFrom(GoldenMessage.BytesOf("request_version_zero")), request);
    }

    /// <summary>There are no metadata of the model of all types: its input is that of another signature.
    /// </summary>
    private static byte[] MetadataOf(string model)
    {
        if (model != "dtypes")
        {
            return GoldenMessage.BytesOf(
                model == "sentiment" ? "metadata_response" : "metadata_response_two_inputs"
            );
        }

        var metadata = GetModelMetadataResponse.Parser.ParseFrom(MetadataOf("two_inputs"));
        var signatures = metadata.Metadata[ModelSignatures.MetadataField].Unpack<SignatureDefMap>();
        signatures.SignatureDef[ModelSignatures.Default] = signatures.SignatureDef["lengths"];
        metadata.Metadata[ModelSignatures.MetadataField] = Any.Pack(signatures);
        return metadata.ToByteArray();
    }

    private static Sent OfGolden(string name)
    {
        var golden = PredictRequest.Parser.ParseFrom(GoldenMessage.BytesOf(name));
        var sentences = golden
            .Inputs["sentence"]
            .StringVal.Select(text => new { sentence = text.ToStringUtf8() });
        return new(JsonSerializer.Serialize(sentences));
    }

    private sealed record Sent(string Json)
    {
        public string Model { get; init; } = "sentiment";

        public long? Version { get; init; }

        public string? Label { get; init; }

        public string? Signature { get; init; }

        public Instances Instances
        {
            get
            {
                using var document = JsonDocument.Parse(Json);
                return new(Encoding.UTF8.GetBytes(Json), document.RootElement.GetArrayLength());
            }
        }
    }
}
