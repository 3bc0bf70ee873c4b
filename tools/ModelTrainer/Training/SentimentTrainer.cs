using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Evaluation;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Trains a model: data in, the bytes of a model file out.</summary>
/// <param name="recipe">The numbers of the recipe.</param>
/// <param name="progress">Is told how far it is.</param>
internal sealed class SentimentTrainer(Recipe recipe, TrainingProgress progress)
{
    private const double ShareOfReading = 0.05;
    private const double ShareOfValidation = 0.85;

    /// <summary>Trains a model and measures it.</summary>
    /// <param name="name">The name of the model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="createdAt">When it is said to be trained.</param>
    /// <param name="sets">The labelled sentences.</param>
    /// <param name="lexicon">Words whose valence is known; can be empty.</param>
    /// <exception cref="InvalidDataException">A set has sentences of one class only, or too few.</exception>
    public byte[] Train(
        string name,
        string version,
        DateTimeOffset createdAt,
        IReadOnlyList<DataSet> sets,
        IReadOnlyList<LexiconEntry> lexicon)
    {
        RefuseOneSided(sets);

        var corpus = new Corpus(sets, lexicon, recipe);
        progress.Report(
            ShareOfReading,
            $"read {sets.Sum(set => set.Sentences.Count)} sentences with {corpus.Features.Count} n-grams");

        var scores = CrossValidation.Score(corpus, recipe, (fold, iterations) => progress.Report(
            ShareOfReading + (ShareOfValidation * fold / recipe.Folds),
            $"cross-validated {fold} of {recipe.Folds} folds, {iterations} iterations"));
        var calibration = Calibration.Fit(corpus, scores);

        var model = new ModelFitter(recipe, corpus.Features.Count)
            .Fit(corpus.Without(fold: null))
            .Calibrate(calibration);

        if (model.Weights.Count == 0)
        {
            throw new InvalidDataException(
                $"There is too little to train on: no n-gram is in {recipe.LeastSentences} sentences.");
        }

        progress.Report(1, $"fitted {model.Weights.Count} n-grams, {model.Iterations} iterations");

        var cards = sets.Zip(scores, (set, setScores) => ToCard(set, setScores, calibration));

        return ModelFileWriter.Write(
            new ModelCard(name, version, createdAt, [.. cards]),
            model.Bias,
            model.Weights.Select(pair => new NGramWeight(corpus.Features[pair.Key], (float)pair.Value)));
    }

    private static void RefuseOneSided(IReadOnlyList<DataSet> sets)
    {
        foreach (var set in sets)
        {
            if (set.PositiveCount == 0 || set.PositiveCount == set.Sentences.Count)
            {
                var found = set.PositiveCount == 0 ? "negative" : "positive";
                throw new InvalidDataException(
                    $"{set.Name} has only {found} sentences; a model is trained on both kinds.");
            }
        }
    }

    private static TrainingSetCard ToCard(DataSet set, double[] scores, Calibration calibration)
    {
        ScoredSentence[] predictions =
        [
            .. set.Sentences.Zip(scores, (sentence, score) =>
                new ScoredSentence(calibration.Probability(score), sentence.IsPositive)),
        ];

        return new TrainingSetCard(
            set.Name, set.Sentences.Count, set.PositiveCount, Evaluator.Evaluate(predictions));
    }
}
