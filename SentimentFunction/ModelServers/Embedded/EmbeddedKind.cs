using SentimentFunction.Prediction;
using SentimentModel;

namespace SentimentFunction.ModelServers.Embedded;

/// <summary>The model that is part of the function, in its process: for local runs, demos and
/// tests.</summary>
internal sealed class EmbeddedKind : IModelServerKind
{
    /// <inheritdoc/>
    public string Name => EmbeddedPredictor.Server;

    /// <inheritdoc/>
    public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings) =>
        new(PayloadLimit.Usual, _ => new EmbeddedPredictor(SentimentClassifier.Embedded))
        {
            IsInProcess = true,
        };
}
