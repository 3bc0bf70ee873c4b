using System.Text.Json;
using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>Each answer is read into the JSON that TensorFlow reads out of it itself.</summary>
public sealed class ResponseMessageTests
{
    private static readonly Instances Three = new("""["a", "b", "c"]"""u8.ToArray(), 3);

    public static TheoryData<string> Responses() => new(NamesOf("response_"));

    public static TheoryData<string> Malformed() => new(NamesOf("malformed_"));

    [Theory]
    [MemberData(nameof(Responses))]
    public void Outputs_OfAnAnswer_AreReadAsTensorFlowReadsThem(string name)
    {
        var response = PredictResponse.Parser.ParseFrom(GoldenMessage.BytesOf(name));
        var expected = GoldenMessage.Get(name).Expected!.Value.GetProperty("outputs");

        Assert.Equal(
            expected.EnumerateObject().Select(output => output.Name).Order(),
            response.Outputs.Keys.Order()
        );
        foreach (var output in expected.EnumerateObject())
        {
            AssertOutput(output.Value, output.Name, response.Outputs[output.Name]);
        }
    }

    [Theory]
    [MemberData(nameof(Responses))]
    public async Task Predictions_OfAnAnswer_AreItsRowsOrAFailure(string name)
    {
        var expected = GoldenMessage.Get(name).Expected!.Value;
        JsonProperty[] outputs =
        [
            .. expected
                .GetProperty("outputs")
                .EnumerateObject()
                .OrderBy(output => output.Name, StringComparer.Ordinal),
        ];
        var count = outputs.Select(output => CountRows(output.Value)).DefaultIfEmpty().Min();

        // An answer without rows can't be one to instances.
        var instances = new Instances("[]"u8.ToArray(), Math.Max(1, count));
        var server = CannedGrpc.Of((CannedGrpc.Predict, GoldenMessage.BytesOf(name)));
        var asking = server
            .CreateModel()
            .PredictAsync(
                Three with
                {
                    Count = instances.Count,
                    Json = System.Text.Encoding.UTF8.GetBytes(
                        $"[{string.Join(',', Enumerable.Repeat("\"x\"", instances.Count))}]"
                    ),
                },
                null,
                ModelSignatures.Unknown,
                TestContext.Current.CancellationToken
            );

        if (count == 0 || !outputs.All(output => IsJson(output.Value, count)))
        {
            var failed = await Assert.ThrowsAsync<PredictionException>(() => asking);
            Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
            return;
        }

        var result = await asking;
        var version = expected.GetProperty("version");
        Assert.Equal(
            version.ValueKind == JsonValueKind.Null ? null : version.GetRawText(),
            result.Model.Version
        );
        for (var row = 0; row < count; row++)
        {
            using var prediction = JsonDocument.Parse(result.Predictions[row].Prediction);
            foreach (var output in outputs)
            {
                AssertValue(
                    output.Value.GetProperty("values")[row],
                    outputs.Length == 1
                        ? prediction.RootElement
                        : prediction.RootElement.GetProperty(output.Name),
                    TypeOf(output.Value)
                );
            }
        }
    }

    [Theory]
    [InlineData("response_no_version")]
    [InlineData("response_no_model_spec")]
    public async Task Part_WhoseVersionIsNotNamed_IsNotUnderstood(string name)
    {
        var instances = new Instances("""["a"]"""u8.ToArray(), 1);
        var model = CannedGrpc.Of((CannedGrpc.Predict, GoldenMessage.BytesOf(name))).CreateModel();

        var whole = await model.PredictAsync(
            instances,
            null,
            ModelSignatures.Unknown,
            TestContext.Current.CancellationToken
        );
        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            model.PredictAsync(
                instances with
                {
                    IsPart = true,
                },
                null,
                ModelSignatures.Unknown,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Null(whole.Model.Version);
        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
    }

    [Theory]
    [InlineData("response_one", 1L)]
    [InlineData("response_one_v1", 2L)]
    public async Task Answer_OfAnotherVersionThanTheOneAskedFor_IsNotUnderstood(string name, long asked)
    {
        var model = CannedGrpc.Of((CannedGrpc.Predict, GoldenMessage.BytesOf(name))).CreateModel();

        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            model.PredictAsync(
                new("""["a"]"""u8.ToArray(), 1),
                asked,
                ModelSignatures.Unknown,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Answer_ThatIsNoMessage_IsNotUnderstood(string name)
    {
        var server = CannedGrpc.Of((CannedGrpc.Predict, GoldenMessage.BytesOf(name)));

        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            server
                .CreateModel()
                .PredictAsync(Three, null, ModelSignatures.Unknown, TestContext.Current.CancellationToken)
        );

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Bytes_OfAnOutputThatIsCalledSo_AreWrittenAsSuch()
    {
        var answer = new PredictResponse
        {
            Outputs =
            {
                ["image_bytes"] = new TensorProto
                {
                    Dtype = DataType.DtString,
                    TensorShape = new() { Dim = { new TensorShapeProto.Types.Dim { Size = 1 } } },
                    StringVal = { ByteString.CopyFromUtf8("abc") },
                },
            },
        };

        var predictions = GrpcModel.ReadPredictions(answer, 1);

        Assert.Equal("""{"b64":"YWJj"}"""u8, predictions[0].Prediction.Span);
    }

    private static IEnumerable<string> NamesOf(string prefix) =>
        GoldenMessage.Of(prefix).Select(message => message.Name);

    private static void AssertOutput(JsonElement expected, string name, TensorProto tensor)
    {
        if (expected.TryGetProperty("refused", out _) || !HasJson(expected))
        {
            var failed = Assert.Throws<PredictionException>(() => TensorReader.Read(name, tensor));
            Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
            return;
        }

        var column = TensorReader.Read(name, tensor);
        Assert.Equal(
            expected.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()),
            column.Shape
        );
        var leaves = Leaves(expected.GetProperty("values")).ToArray();
        Assert.Equal(leaves.Length, column.Elements.Count);
        for (var index = 0; index < leaves.Length; index++)
        {
            AssertElement(leaves[index], column.Elements, index, TypeOf(expected));
        }
    }

    private static void AssertElement(JsonElement expected, TensorElements elements, int index, string type)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream);
        if (
            expected.ValueKind == JsonValueKind.String
            && expected.GetString() is "NaN" or "Infinity" or "-Infinity"
        )
        {
            Assert.Throws<PredictionException>(() => elements.Write(writer, index));
            return;
        }

        elements.Write(writer, index);
        writer.Flush();
        using var actual = JsonDocument.Parse(stream.ToArray());
        AssertValue(expected, actual.RootElement, type);
    }

    private static void AssertValue(JsonElement expected, JsonElement actual, string type)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                Assert.All(expected.EnumerateArray().Zip(actual.EnumerateArray()), pair =>
                    AssertValue(pair.First, pair.Second, type)
                );
                break;
            // The shortest text of a number is the same number only at its own precision.
            case JsonValueKind.Number when type == "DT_HALF":
                Assert.Equal((Half)expected.GetDouble(), (Half)actual.GetDouble());
                break;
            case JsonValueKind.Number when type is "DT_FLOAT" or "DT_BFLOAT16":
                Assert.Equal(expected.GetSingle(), actual.GetSingle());
                break;
            case JsonValueKind.Number when expected.GetRawText().All(c => c is '-' or (>= '0' and <= '9')):
                Assert.Equal(expected.GetRawText(), actual.GetRawText());
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetDouble(), actual.GetDouble());
                break;
            default:
                Assert.Equal(expected.ToString(), actual.ToString());
                break;
        }
    }

    private static string TypeOf(JsonElement output) => output.GetProperty("dtype").GetString()!;

    private static bool HasJson(JsonElement output) =>
        !TypeOf(output).StartsWith("DT_COMPLEX", StringComparison.Ordinal);

    /// <summary>Whether an output can be told in JSON, a row for each instance.</summary>
    private static bool IsJson(JsonElement output, int count) =>
        HasJson(output)
        && !output.TryGetProperty("refused", out _)
        && CountRows(output) == count
        && !Leaves(output.GetProperty("values"))
            .Any(leaf => leaf.ValueKind == JsonValueKind.String && TypeOf(output) != "DT_STRING");

    private static int CountRows(JsonElement output) =>
        output.TryGetProperty("shape", out var shape) && shape.GetArrayLength() > 0 ? shape[0].GetInt32() : 0;

    private static IEnumerable<JsonElement> Leaves(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Leaves) : [value];
}
