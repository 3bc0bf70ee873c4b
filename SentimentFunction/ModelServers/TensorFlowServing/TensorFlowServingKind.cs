using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow Serving over REST.</summary>
internal sealed class TensorFlowServingKind : IModelServerKind
{
    /// <inheritdoc/>
    public string Name => TensorFlowServingModelServer.Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        var options = new TensorFlowServingOptions(settings.Section);
        settings.Require(
            model.BaseUri is not null,
            nameof(model.BaseUri),
            $"{Name} needs the server's address, such as http://localhost:8501."
        );
        return new(PayloadLimit.Usual, context =>
            context.Choosing(
                new TensorFlowServingModelServer(
                    new JsonClient(
                        new(() => ConnectAsync(model.Audience)),
                        new TensorFlowServingRefusals(model.SignatureName),
                        context.Times,
                        context.Budget,
                        context.Time
                    ),
                    model.BaseUri!,
                    options.Label,
                    model
                )
            )
        );
    }

    private static Task<HttpMessageInvoker> ConnectAsync(string? audience) =>
        audience is null
            ? Task.FromResult(new HttpMessageInvoker(new Connections()))
            : GoogleIdentity.ConnectAsync(audience);
}
