using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.ModelServers.TextEmbeddingsInference;

/// <summary>Speaks text-embeddings-inference: <c>POST /predict</c> with <c>{"inputs": [["…"], …]}</c> is
/// answered with a list of label and score for each input, and no version.</summary>
/// <remarks>https://huggingface.github.io/text-embeddings-inference</remarks>
internal sealed class TextEmbeddingsInferencePredictor(JsonClient client, Uri baseUri, string model)
    : IPredictor
{
    public const string Server = "text-embeddings-inference";

    private readonly ModelVersion _model = new(model, null, Server);

    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var payload = new JsonPayload(
            instances,
            "{\"inputs\":"u8.ToArray(),
            InputsOf(instances),
            "}"u8.ToArray()
        );
        return new(
            await client.PredictAsync(new Uri(baseUri, "predict"), payload, Read, cancellationToken),
            await DescribeAsync(version, cancellationToken)
        );
    }

    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        version is null
            ? Task.FromResult(_model)
            : throw new PredictionException(
                PredictionFailure.VersionNotSelectable,
                $"{Server} serves one version: leave out 'version'."
            );

    private static Predictions Read(ReadOnlyMemory<byte> body, Instances sent, RefusalReader refusals)
    {
        try
        {
            return Predictions.Parse(body);
        }
        catch (JsonException)
        {
            throw ServerFailure.AnswerNotUnderstood.ToException();
        }
    }

    private static byte[] InputsOf(Instances instances)
    {
        using var document = JsonDocument.Parse(instances.Json);
        var sentences = document.RootElement.EnumerateArray().Select(SentenceOf);
        return JsonSerializer.SerializeToUtf8Bytes(sentences.Select(sentence => new[] { sentence }));
    }

    private static string SentenceOf(JsonElement instance, int index) =>
        instance.ValueKind == JsonValueKind.Object
        && instance.TryGetProperty("sentence", out var sentence)
        && sentence.ValueKind == JsonValueKind.String
            ? sentence.GetString()!
            : throw new PredictionException(
                PredictionFailure.InstanceRefused,
                $"instances[{index}] lacks 'sentence', a string, which the model needs."
            )
            {
                Index = index,
            };
}
