using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>Calls a Vertex AI endpoint.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.endpoints</remarks>
/// <param name="client">Sends the calls.</param>
/// <param name="addresses">Where the calls go.</param>
/// <param name="options">The model.</param>
internal sealed class VertexAiEndpoint(JsonClient client, VertexAiAddresses addresses, ModelOptions options)
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "vertex-ai";

    /// <summary>Predicts every instance, with a version that the endpoint chooses.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One prediction per instance, in order, and the version that the answer names.</returns>
    /// <exception cref="PredictionException">There are no predictions; its failure says why.</exception>
    public async Task<(Predictions Predictions, ModelVersion Model)> PredictAsync(
        Instances instances,
        CancellationToken cancellationToken
    )
    {
        var address = await addresses.PredictAsync(cancellationToken);
        var payload = RowPayload.WithParameters(instances);
        try
        {
            var answer = await client.PredictAsync(address, payload, Read, cancellationToken);
            return (answer.Predictions, Identify(answer.Texts[0], answer.Texts[1], answer.Texts[2]));
        }
        catch (PredictionException missing) when (missing.Failure == PredictionFailure.VersionNotFound)
        {
            throw VertexAiRefusals.NoModel.ToException(missing, TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Asks for the description of a version.</summary>
    /// <param name="resource">The version's full name.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is no description, or one of another version; its
    /// failure says why.</exception>
    public async Task<ModelVersion> DescribeAsync(
        VertexAiVersion resource,
        CancellationToken cancellationToken
    )
    {
        var address = addresses.Of(resource.ToString());
        using var document = await client.DescribeAsync(address, cancellationToken);
        var model = document.RootElement;
        if (model.Text("versionId") != resource.Version || !resource.IsOfModel(model.Text("name")))
        {
            throw ServerFailure.OtherVersionDescribed.ToException();
        }

        return new(model.Text("displayName") ?? options.Name, resource.Version, Server)
        {
            Resource = resource.ToString(),
            CreatedAt = model.Time("versionCreateTime") ?? model.Time("createTime"),
        };
    }

    /// <summary>Asks for the name of the default version: the one that answers most requests.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="PredictionException">There is none, or it is not known; its failure says
    /// why.</exception>
    public async Task<VertexAiVersion> FindDefaultVersionAsync(CancellationToken cancellationToken)
    {
        var address = await addresses.DescribeAsync(cancellationToken);
        using var document = await client.DescribeAsync(address, cancellationToken);
        var endpoint = document.RootElement;
        var busiest = endpoint
            .List("deployedModels")
            .DefaultIfEmpty()
            .MaxBy(deployed => ShareOf(endpoint, deployed));
        if (busiest.Text("model") is not { } model)
        {
            throw VertexAiRefusals.NoModel.ToException();
        }

        return VertexAiVersion.Of(model, busiest.Text("modelVersionId"))
            ?? throw ServerFailure
                .NotUnderstood("The endpoint's description names no version of its model.")
                .ToException();
    }

    private static RowAnswer Read(ReadOnlyMemory<byte> body, Instances sent, RefusalReader refusals) =>
        RowAnswer.Read(body, sent, refusals, "model", "modelVersionId", "modelDisplayName");

    private static int ShareOf(JsonElement endpoint, JsonElement deployed) =>
        endpoint.TryGetProperty("trafficSplit", out var split)
        && split.ValueKind == JsonValueKind.Object
        && deployed.Text("id") is { } id
        && split.TryGetProperty(id, out var share)
        && share.ValueKind == JsonValueKind.Number
        && share.TryGetInt32(out var percent)
            ? percent
            : 0;

    /// <summary>Says who made an answer; the version is null where it doesn't say.</summary>
    private ModelVersion Identify(string? model, string? versionId, string? displayName)
    {
        var told = versionId is { Length: > 0 } ? versionId : null;
        var version = model is not null ? VertexAiVersion.Of(model, told) : null;
        return new(displayName ?? options.Name, told ?? version?.Version, Server)
        {
            Resource = version?.ToString(),
        };
    }
}
