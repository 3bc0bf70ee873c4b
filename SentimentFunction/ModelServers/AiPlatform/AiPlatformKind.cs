using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;

namespace SentimentFunction.ModelServers.AiPlatform;

/// <summary>AI Platform Prediction.</summary>
internal sealed class AiPlatformKind : IModelServerKind
{
    /// <inheritdoc/>
    public string Name => AiPlatformModelServer.Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        var project = GoogleProject.Read(settings);
        var address = model.BaseUri ?? MlService.PublicAddress;
        return new(AiPlatformModelServer.PayloadLimit, context =>
            context.Choosing(
                new AiPlatformModelServer(
                    new JsonClient(
                        new(() => MlService.ConnectAsync(address)),
                        new AiPlatformRefusals(model.SignatureName),
                        context.Times,
                        context.Budget,
                        context.Time
                    ),
                    address,
                    ProjectId.Of(project),
                    model
                )
            )
        );
    }
}
