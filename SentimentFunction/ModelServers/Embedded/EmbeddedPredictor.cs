using System.Buffers;
using System.Text.Json;
using SentimentFunction.Prediction;
using SentimentModel;

namespace SentimentFunction.ModelServers.Embedded;

/// <summary>Predicts in process, with the embedded model.</summary>
/// <remarks>
/// It answers in the shape of the same model at AI Platform: an instance is <c>{"sentence": "…"}</c> or the
/// sentence alone, a prediction is <c>{"probabilities": [negative, positive]}</c>.
/// </remarks>
/// <param name="model">The model.</param>
public sealed class EmbeddedPredictor(SentimentClassifier model) : IPredictor
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "embedded";

    private static readonly JsonEncodedText Probabilities = JsonEncodedText.Encode("probabilities");

    private readonly ModelVersion _version = new(model.Card.Name, model.Card.Version, Server)
    {
        Resource = $"models/{model.Card.Name}/versions/{model.Card.Version}",
        Framework = "DOTNET",
        RuntimeVersion = Environment.Version.ToString(fieldCount: 2),
        CreatedAt = model.Card.CreatedAt,
    };

    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var described = Describe(version);
        return Task.FromResult(new PredictionResult(Predict(instances.Json.Span), described));
    }

    /// <inheritdoc/>
    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        Task.FromResult(Describe(version));

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>?>([_version.Version!]);

    private ModelVersion Describe(string? version) =>
        version is null || version == _version.Version
            ? _version
            : throw new PredictionException(
                PredictionFailure.VersionNotFound,
                $"The model '{_version.Name}' has no version '{version}'; it has '{_version.Version}'."
            );

    private Predictions Predict(ReadOnlySpan<byte> instances)
    {
        var json = new ArrayBufferWriter<byte>(256);
        var refused = new List<(int Index, PredictionException Why)>();
        using (var writer = new Utf8JsonWriter(json))
        {
            var reader = new Utf8JsonReader(instances);
            reader.Read();
            writer.WriteStartArray();
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                var instance = reader;
                try
                {
                    Write(writer, ClassifyInstance(ref reader, index));
                }
                catch (PredictionException why)
                {
                    refused.Add((index, why));
                    writer.WriteNullValue();
                    reader = instance;
                    reader.Skip();
                }
            }

            writer.WriteEndArray();
        }

        return WithRefused(Predictions.Parse(json.WrittenMemory), refused);
    }

    private static Predictions WithRefused(
        Predictions predictions,
        List<(int Index, PredictionException Why)> refused
    )
    {
        if (refused.Count == 0)
        {
            return predictions;
        }

        var outcomes = Enumerable.Range(0, predictions.Count).Select(index => predictions[index]).ToArray();
        refused.ForEach(instance => outcomes[instance.Index] = Outcome.Of(instance.Why));
        return new(outcomes);
    }

    private static void Write(Utf8JsonWriter writer, float positive)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(Probabilities);
        writer.WriteNumberValue(1 - positive);
        writer.WriteNumberValue(positive);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private float ClassifyInstance(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return ClassifySentence(ref reader);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Refused(index, "must be {\"sentence\": \"…\"} or a string");
        }

        float? positive = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("sentence"u8))
            {
                throw Refused(index, "has a member other than 'sentence', which the model does not take");
            }

            reader.Read();
            positive =
                positive is null && reader.TokenType == JsonTokenType.String
                    ? ClassifySentence(ref reader)
                    : throw Refused(index, "must have 'sentence' once, and as a string");
        }

        return positive ?? throw Refused(index, "lacks 'sentence', which the model needs");
    }

    private float ClassifySentence(ref Utf8JsonReader reader)
    {
        // Unescaping only shortens: a character takes at least one byte of JSON.
        var characters = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return model.Classify(characters.AsSpan(0, reader.CopyString(characters)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    private static PredictionException Refused(int index, string why) =>
        new(PredictionFailure.InstanceRefused, $"{PredictionException.Subject(index)} {why}.")
        {
            Index = index,
        };
}
