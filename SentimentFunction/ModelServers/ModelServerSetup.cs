using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>A model server as its settings describe it.</summary>
/// <param name="Payload">The most that it takes at once.</param>
/// <param name="CreatePredictor">Makes its predictor, once in the life of the process. It asks nothing of the
/// server yet.</param>
internal sealed record ModelServerSetup(
    PayloadLimit Payload,
    Func<ModelServerContext, IPredictor> CreatePredictor
)
{
    /// <summary>Whether it answers in this process: then nothing is gained by sharing or repeating
    /// calls.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>Whether a caller may ask it for a version. The default is that he may.</summary>
    public bool IsVersionSelectable { get; init; } = true;
}
