using System.Text;
using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>The signatures of one version of a model, by their names.</summary>
internal sealed class ModelSignatures
{
    /// <summary>The signature that a request calls which names none.</summary>
    public const string Default = "serving_default";

    /// <summary>What is asked for of a model's metadata, and all that there is.</summary>
    public const string MetadataField = "signature_def";

    private readonly Dictionary<string, ModelSignature?> _signatures = [];

    /// <summary>Nothing is known of them.</summary>
    public static readonly ModelSignatures Unknown = new();

    private ModelSignatures() { }

    /// <summary>Reads the signatures of a model's metadata: but for those that can't be called, such as its
    /// initialization.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <exception cref="PredictionException">There are none in it.</exception>
    public static ModelSignatures Read(GetModelMetadataResponse metadata)
    {
        if (
            !metadata.Metadata.TryGetValue(MetadataField, out var field)
            || !field.TryUnpack<SignatureDefMap>(out var signatures)
        )
        {
            throw ServerFailure
                .NotUnderstood("The model server's metadata have no signatures of the model.")
                .ToException();
        }

        var read = new ModelSignatures();
        foreach (var (name, signature) in signatures.SignatureDef)
        {
            if (signature.Inputs.Count > 0 && signature.MethodName.Length > 0)
            {
                read._signatures[name] = ModelSignature.Read(signature);
            }
        }

        return read;
    }

    /// <summary>Finds the signature that a request calls.</summary>
    /// <param name="instances">The request.</param>
    /// <param name="configured">The configured signature; null for the model's.</param>
    /// <returns>Its name, which is null where none is named, and what it takes.</returns>
    /// <exception cref="PredictionException">There is no such signature, or it takes something that no
    /// instance can have.</exception>
    public (string? Name, ModelSignature Signature) Find(Instances instances, string? configured)
    {
        var name = ReadName(instances) ?? configured;
        if (this == Unknown)
        {
            return (name, ModelSignature.OfSentences);
        }

        if (!_signatures.TryGetValue(name ?? Default, out var signature))
        {
            var isCallers = RowRefusals.NamesSignatureOtherThan(configured, instances);
            throw (isCallers ? NoSuchSignature() : ServerFailure.Misconfigured).ToException();
        }

        return (name, signature ?? throw NotCallable().ToException());
    }

    private static string? ReadName(Instances instances)
    {
        if (instances.SignatureName.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(instances.SignatureName.Span);
        reader.Read();
        try
        {
            return reader.GetString() is { Length: > 0 } name ? name : null;
        }
        catch (InvalidOperationException)
        {
            throw NoName().ToException();
        }
    }

    private static ServerFailure NoName() =>
        new(
            PredictionFailure.InstanceRefused,
            "'signature_name' holds half a surrogate pair, which is no character."
        );

    private ServerFailure NoSuchSignature() =>
        new(
            PredictionFailure.InstanceRefused,
            new StringBuilder("The model has no signature of this name. Choose from: ")
                .AppendJoin(", ", _signatures.Keys.Order(StringComparer.Ordinal))
                .Append('.')
                .ToString()
        );

    private static ServerFailure NotCallable() =>
        new(
            PredictionFailure.ServerFailed,
            "The signature of the model takes tensors that no instance can fill, such as sparse ones: its "
                + "operator has to see to it."
        );
}
