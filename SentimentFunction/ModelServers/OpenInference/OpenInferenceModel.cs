using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Calls a model of a server of the Open Inference Protocol.</summary>
/// <remarks>specification/protocol/inference_rest.md in
/// https://github.com/kserve/open-inference-protocol.
/// </remarks>
/// <param name="unversioned">Sends the calls without a version in their path.</param>
/// <param name="versioned">Sends those with one.</param>
/// <param name="options">The model.</param>
/// <param name="budget">The memory for what is sent.</param>
internal sealed class OpenInferenceModel(
    JsonClient unversioned,
    JsonClient versioned,
    ModelOptions options,
    MemoryBudget budget
)
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "open-inference";

    private readonly Uri _models = new(options.BaseUri!, "v2/models/");
    private readonly LastAddress _last = new();

    /// <summary>Predicts every instance.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="version">The version to ask, a valid version name; null for the server's
    /// default.</param>
    /// <param name="signature">What the model takes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There are no predictions; its failure says why.</exception>
    public async Task<InferenceAnswer> InferAsync(
        Instances instances,
        string? version,
        TensorSignature signature,
        CancellationToken cancellationToken
    )
    {
        using var memory = new MemoryLease(budget);
        var payload = Compose(instances, signature, memory);
        return await ClientFor(version)
            .PredictAsync(
                _last.Find(version) ?? _last.Keep(version, AddressOf(version, "/infer")),
                payload,
                (body, sent, refusals) =>
                    InferenceAnswer.Read(body, sent, refusals, signature, options.Output),
                cancellationToken
            );
    }

    /// <summary>Asks for the metadata of a version.</summary>
    /// <param name="version">The version; null for the server's default.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What it takes, and the version as it was asked for: metadata don't say which one the default
    /// is.</returns>
    /// <exception cref="PredictionException">There are none; its failure says why.</exception>
    public async Task<DescribedModel<TensorSignature>> DescribeAsync(
        string? version,
        CancellationToken cancellationToken
    )
    {
        using var metadata = await ClientFor(version)
            .DescribeAsync(AddressOf(version, ""), cancellationToken);
        return new(
            Identify(version) with
            {
                Framework = metadata.RootElement.Text("platform") is { Length: > 0 } platform
                    ? platform
                    : null,
            },
            ModelMetadata.ReadSignature(metadata.RootElement)
        );
    }

    /// <summary>What is known of a version without asking.</summary>
    /// <param name="version">The version; null when it isn't known which.</param>
    public ModelVersion Identify(string? version) =>
        new(options.Name, version, Server)
        {
            Resource = version is null ? null : $"models/{options.Name}/versions/{version}",
        };

    /// <summary>The columns are needed no longer than that.</summary>
    private JsonPayload Compose(Instances instances, TensorSignature signature, MemoryLease memory)
    {
        var columns = RowReader.Read(instances, signature);
        return InferencePayload.Compose(instances, columns, options.Output, memory);
    }

    private JsonClient ClientFor(string? version) => version is null ? unversioned : versioned;

    private Uri AddressOf(string? version, string verb)
    {
        var path = version is null ? options.Name : $"{options.Name}/versions/{version}";
        return new(_models, path + verb);
    }
}
