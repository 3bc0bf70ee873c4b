using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Any server of the Open Inference Protocol over REST: MLServer, KServe, Triton and others.
/// </summary>
internal sealed class OpenInferenceKind : IModelServerKind
{
    /// <inheritdoc/>
    public string Name => OpenInferenceModel.Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        settings.Require(
            model.BaseUri is not null,
            nameof(model.BaseUri),
            $"{Name} needs the server's address, such as http://localhost:8080."
        );
        settings.Require(
            model.SignatureName is null,
            nameof(model.SignatureName),
            $"'{model.SignatureName}' can't be called: the Open Inference Protocol has no signatures."
        );
        return new(PayloadLimit.Usual, context =>
        {
            var connection = new SharedTask<HttpMessageInvoker>(() => GoogleIdentity.ConnectAsync(model));
            var limit = new BatchLimit();
            return new OpenInferencePredictor(
                new(Client(isVersionNamed: false), Client(isVersionNamed: true), model, context.Budget),
                limit,
                context
            );

            JsonClient Client(bool isVersionNamed) =>
                new(
                    connection,
                    new OpenInferenceRefusals(isVersionNamed, limit),
                    context.Times,
                    context.Budget,
                    context.Time
                )
                {
                    ChecksContentType = true,
                };
        });
    }
}
