using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>The numbers of the recipe. What was tried for each is in the tool's README.</summary>
internal sealed record Recipe
{
    /// <summary>
    /// In so many sentences an n-gram must occur to be considered, unless the lexicon or a phrase has it. The
    /// default value is 2.
    /// </summary>
    public int LeastSentences { get; init; } = 2;

    /// <summary>What a unit of loss costs while all n-grams compete. The default value is 5.</summary>
    public double CostOfSelection { get; init; } = 5;

    /// <summary>So many n-grams go into the model at most. The default value is 30,000.</summary>
    public int MostNGrams { get; init; } = 30_000;

    /// <summary>What a unit of loss costs when the model is fitted. The default value is 2.5.</summary>
    public double CostOfFit { get; init; } = 2.5;

    /// <summary>
    /// A set of n sentences counts as n to the power of this less than n sentences: 0 lets each sentence
    /// count the same, 1 each set. The default value is 0.4.
    /// </summary>
    public double SetBalance { get; init; } = 0.4;

    /// <summary>
    /// The power of a feature's log-count ratio that scales it: 0 leaves all alike, 1 trusts the ratio. The
    /// default value is 0.6.
    /// </summary>
    public double RatioPower { get; init; } = 0.6;

    /// <summary>
    /// A word of the lexicon weighs so much per unit of valence; a sentence weighs about 1. The
    /// default value is 5.
    /// </summary>
    public double LexiconWeight { get; init; } = 5;

    /// <summary>
    /// A negated word of the lexicon weighs so much per unit of valence. The default value is 0.25.
    /// </summary>
    public double NegatedLexiconWeight { get; init; } = 0.25;

    /// <summary>A phrase weighs so much; a sentence weighs about 1. The default value is 5.</summary>
    public double PhraseWeight { get; init; } = 5;

    /// <summary>The longest n-grams, in tokens: 1, or the default, 2.</summary>
    public int LongestNGram { get; init; } = SentimentClassifier.LongestNGram;

    /// <summary>The data are cut into so many parts for cross-validation. The default value is 10.</summary>
    public int Folds { get; init; } = 10;

    /// <summary>
    /// The n-grams are selected when the gradient is so much shorter than at the start. The default value is
    /// 0.01.
    /// </summary>
    public double ToleranceOfSelection { get; init; } = 1e-2;

    /// <summary>
    /// The model is fitted when the gradient is so much shorter than at the start. The default value is
    /// 0.001.
    /// </summary>
    public double ToleranceOfFit { get; init; } = 1e-3;
}
