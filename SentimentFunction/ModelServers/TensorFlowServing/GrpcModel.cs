using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Calls a model of TensorFlow Serving over gRPC.</summary>
/// <remarks>https://github.com/tensorflow/serving/blob/master/tensorflow_serving/apis/prediction_service.proto
/// </remarks>
/// <param name="client">Makes the calls.</param>
/// <param name="options">The model.</param>
/// <param name="label">The label whose version is the default; null for the highest version.</param>
/// <param name="budget">The memory for tensors.</param>
internal sealed class GrpcModel(GrpcClient client, ModelOptions options, string? label, MemoryBudget budget)
{
    /// <summary>The model's name.</summary>
    public string Name { get; } = options.Name;

    /// <summary>Predicts every instance.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The version to ask; null for the default one.</param>
    /// <param name="signatures">What it takes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The predictions, and the version that the answer names.</returns>
    /// <exception cref="PredictionException">There are no predictions; the failure says why.</exception>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        long? version,
        ModelSignatures signatures,
        CancellationToken cancellationToken
    )
    {
        // As tensors, and as the bytes of a message.
        using var memory = new MemoryLease(budget);
        memory.Add(2L * instances.Json.Length);
        var request = Compose(instances, version, signatures);
        var answer = await client.PredictAsync(request, instances, cancellationToken);
        var answered = CheckVersion(answer.ModelSpec, version, ServerFailure.OtherVersionAnswered);
        if (answered is null && instances.IsPart)
        {
            // Nobody could say that the same version has answered all parts.
            throw ServerFailure.VersionNotNamed.ToException();
        }

        // One value may stand for many.
        memory.Add(answer.Outputs.Values.Sum(TensorReader.SizeOf));
        return new(ReadPredictions(answer, instances.Count), Identify(answered));
    }

    /// <summary>Asks for the metadata of a version.</summary>
    /// <param name="version">The version; null for the default one.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The version that the answer names, and its signatures.</returns>
    /// <exception cref="PredictionException">There are none; the failure says why.</exception>
    public async Task<DescribedModel<ModelSignatures>> DescribeAsync(
        long? version,
        CancellationToken cancellationToken
    )
    {
        var request = new GetModelMetadataRequest
        {
            ModelSpec = SpecOf(version),
            MetadataField = { ModelSignatures.MetadataField },
        };
        var answer = await client.GetMetadataAsync(request, cancellationToken);
        var described = CheckVersion(answer.ModelSpec, version, ServerFailure.OtherVersionDescribed);
        return new(Identify(described), ModelSignatures.Read(answer));
    }

    /// <summary>Lists the versions that predict, the highest first.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">They can't be listed; the failure says why.</exception>
    public async Task<IReadOnlyList<string>> ListVersionsAsync(CancellationToken cancellationToken)
    {
        var request = new GetModelStatusRequest { ModelSpec = new() { Name = Name } };
        var answer = await client.GetStatusAsync(request, cancellationToken);
        return
        [
            .. answer
                .ModelVersionStatus.Where(status => status.State == ModelVersionStatus.Types.State.Available)
                .Select(status => status.Version)
                .OrderDescending()
                .Select(VersionNumber.Write),
        ];
    }

    /// <summary>Composes a request.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The version to ask; null for the default one.</param>
    /// <param name="signatures">What it takes.</param>
    /// <exception cref="PredictionException">An instance is refused.</exception>
    internal PredictRequest Compose(Instances instances, long? version, ModelSignatures signatures)
    {
        var (name, signature) = signatures.Find(instances, options.SignatureName);
        var request = new PredictRequest { ModelSpec = SpecOf(version) };
        request.ModelSpec.SignatureName = name ?? "";
        signature.Write(instances, request);
        return request;
    }

    /// <summary>Reads the predictions of an answer; its outputs are in the order of their names, as the
    /// message has none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="instances">How many instances were sent.</param>
    /// <exception cref="PredictionException">The answer is not understood.</exception>
    internal static Predictions ReadPredictions(PredictResponse answer, int instances)
    {
        TensorColumn[] outputs =
        [
            .. answer
                .Outputs.OrderBy(output => output.Key, StringComparer.Ordinal)
                .Select(output => TensorReader.Read(output.Key, output.Value)),
        ];
        return outputs.Length > 0
            ? RowWriter.Write(outputs, instances)
            : throw ServerFailure.AnswerNotUnderstood.ToException();
    }

    /// <summary>Neither a version nor a label must be there where none is meant: an empty one is
    /// another.</summary>
    private ModelSpec SpecOf(long? version)
    {
        var spec = new ModelSpec { Name = Name };
        if (version is not null)
        {
            spec.Version = version;
        }
        else if (label is not null)
        {
            spec.VersionLabel = label;
        }

        return spec;
    }

    private ModelVersion Identify(long? version) =>
        VersionNumber.Identify(Name, version is { } number ? VersionNumber.Write(number) : null);

    private static long? CheckVersion(ModelSpec? spec, long? asked, ServerFailure other) =>
        spec?.Version is not { } answered ? null
        : (asked ?? answered) == answered ? answered
        : throw other.ToException();
}
