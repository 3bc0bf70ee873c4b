using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>What a caller is answered.</summary>
/// <param name="Predictions">The predictions of his sentences or instances, all of them made.</param>
/// <param name="Model">The model version that made them.</param>
internal readonly record struct Answer(Predictions Predictions, ModelVersion Model)
{
    /// <summary>The predictions, read for people: one each, null for one that is not understood; null when
    /// none is.</summary>
    public IReadOnlyList<Sentiment?>? Sentiments { get; init; }

    /// <summary>Why other sentences or instances have no prediction, in their order: their positions are
    /// those in the request, and <see cref="Predictions"/> are without them. Null where nobody has asked for
    /// a report.</summary>
    public IReadOnlyList<RowError>? Errors { get; init; }

    /// <summary>What the words do, by sentence; null for a sentence of which a prediction is not understood,
    /// and null where nobody has asked.</summary>
    public IReadOnlyList<IReadOnlyList<WordEffect>?>? Effects { get; init; }
}
