using SentimentFunction.ModelServers;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.ModelServers.TextEmbeddingsInference;

/// <summary>A classifier behind text-embeddings-inference: a kind of model server that is added as
/// CONTRIBUTING.md describes it, and only for this test.</summary>
internal sealed class TextEmbeddingsInferenceKind : IModelServerKind
{
    public string Name => TextEmbeddingsInferencePredictor.Server;

    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings)
    {
        settings.Require(
            model.BaseUri is not null,
            nameof(model.BaseUri),
            $"{Name} needs the server's address, such as http://localhost:8080."
        );
        settings.Require(
            model.Version is null,
            nameof(model.Version),
            $"'{model.Version}' can't be pinned: {Name} serves one version."
        );
        return new(PayloadLimit.Usual, context => new TextEmbeddingsInferencePredictor(
            new JsonClient(
                new(new HttpMessageInvoker(new Connections())),
                new RefusalReader(),
                context.Times,
                context.Budget,
                context.Time
            ),
            model.BaseUri!,
            model.Name
        ));
    }
}
