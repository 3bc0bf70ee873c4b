namespace SentimentFunction.Prediction;

/// <content>Says a label where it is probable enough, and the nearest one elsewhere.</content>
public sealed partial class SentimentReader
{
    /// <summary>How far below what it has to reach a probability may be: 1 - 0.07 is a hair less than
    /// 0.93.</summary>
    private const double Rounding = 1e-12;

    private Sentiment? Say(Sentiment? read) =>
        read is { } sentiment && sentiment.Score < unsure - Rounding
            ? sentiment with
            {
                Label = Sentiment.Unsure,
                Nearest = sentiment.Label,
            }
            : read;
}
