using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>A Vertex AI endpoint.</summary>
internal sealed class VertexAiKind : IModelServerKind
{
    /// <inheritdoc/>
    public string Name => VertexAiEndpoint.Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        var options = new VertexAiOptions(settings.Section);
        options.CheckLocation(settings.Section);
        settings.Require(
            options.Endpoint is not null,
            nameof(options.Endpoint),
            $"{Name} needs the endpoint's id, or its full resource name."
        );
        settings.Require(
            model.Version is null,
            nameof(model.Version),
            $"'{model.Version}' can't be pinned: a Vertex AI endpoint chooses the version itself."
        );
        var addresses = new VertexAiAddresses(
            ProjectId.Of(GoogleProject.Read(settings)),
            options,
            model.BaseUri
        );
        return new(addresses.PayloadLimit, context => new VertexAiPredictor(
            new VertexAiEndpoint(
                new JsonClient(
                    new(() => GoogleIdentity.ConnectAsync(addresses.PredictionBase)),
                    new VertexAiRefusals(model.SignatureName),
                    context.Times,
                    context.Budget,
                    context.Time
                ),
                addresses,
                model
            ),
            context
        ))
        {
            IsVersionSelectable = false,
        };
    }
}
