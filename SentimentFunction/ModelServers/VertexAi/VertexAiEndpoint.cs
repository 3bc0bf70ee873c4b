using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>Calls a Vertex AI endpoint.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.endpoints</remarks>
/// <param name="client">Sends the calls.</param>
/// <param name="addresses">Where the calls go.</param>
/// <param name="options">The model.</param>
internal sealed class VertexAiEndpoint(ModelServerClient client, VertexAiAddresses addresses, ModelOptions options)
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "vertex-ai";

    /// <summary>Predicts every instance, with a version that the endpoint chooses.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One prediction per instance, in order, and the version that the answer names.</returns>
    /// <exception cref="PredictionException">The predictions can't be had; its failure says why.</exception>
    public async Task<(Predictions Predictions, ModelVersion Model)> PredictAsync(
        Instances instances, CancellationToken cancellationToken)
    {
        var address = await addresses.PredictAsync(cancellationToken);
        var payload = PredictPayload.WithParameters(instances);
        try
        {
            var body = await client.PredictAsync(address, payload, instances.RequestId, cancellationToken);
            var answer = PredictAnswer.Read(body, instances.Count);
            return (answer.Predictions, Identify(answer.Model, answer.ModelVersionId, answer.ModelDisplayName));
        }
        catch (PredictionException missing) when (missing.Failure == PredictionFailure.VersionNotFound)
        {
            throw new PredictionException(
                PredictionFailure.Unavailable, "The endpoint has no model that answers. Try again later.", missing);
        }
    }

    /// <summary>Asks for the description of a version.</summary>
    /// <param name="resource">The version's resource name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">The description can't be had; its failure says why.</exception>
    public async Task<ModelVersion> DescribeAsync(string resource, CancellationToken cancellationToken)
    {
        var address = addresses.Of(resource);
        using var document = JsonAnswer.Parse(await client.GetAsync(address, cancellationToken));
        var model = document.RootElement;
        return Identify(
            resource[..resource.IndexOf('@', StringComparison.Ordinal)],
            JsonAnswer.Text(model, "versionId"),
            JsonAnswer.Text(model, "displayName")) with
        {
            CreatedAt = JsonAnswer.Time(model, "versionCreateTime") ?? JsonAnswer.Time(model, "createTime"),
        };
    }

    /// <summary>Asks for the resource name of the version that answers most requests.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is none, or it can't be had; its failure says why.</exception>
    public async Task<string> FindMainVersionAsync(CancellationToken cancellationToken)
    {
        var address = await addresses.DescribeAsync(cancellationToken);
        using var document = JsonAnswer.Parse(await client.GetAsync(address, cancellationToken));
        var endpoint = document.RootElement;
        var main = JsonAnswer.List(endpoint, "deployedModels")
            .DefaultIfEmpty()
            .MaxBy(deployed => ShareOf(endpoint, deployed));
        return JsonAnswer.Text(main, "model") is { } model && JsonAnswer.Text(main, "modelVersionId") is { } version
            ? $"{model}@{version}"
            : throw new PredictionException(
                PredictionFailure.Unavailable, "The endpoint has no model that answers. Try again later.");
    }

    private static int ShareOf(JsonElement endpoint, JsonElement deployed) =>
        endpoint.TryGetProperty("trafficSplit", out var split)
        && split.ValueKind == JsonValueKind.Object
        && JsonAnswer.Text(deployed, "id") is { } id
        && split.TryGetProperty(id, out var share)
        && share.ValueKind == JsonValueKind.Number
        && share.TryGetInt32(out var percent)
            ? percent
            : 0;

    private ModelVersion Identify(string? model, string? version, string? displayName) =>
        new(displayName ?? options.Name, version, Server)
        {
            Resource = model is null || version is null ? model : $"{model}@{version}",
        };
}
