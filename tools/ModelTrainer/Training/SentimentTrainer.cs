using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Evaluation;
using SentimentModel;

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
    /// <param name="phrases">Phrases that are more than their words; can be empty.</param>
    /// <exception cref="InvalidDataException">A set has sentences of one class only, or too few.</exception>
    public TrainedModel Train(
        string name,
        string version,
        DateTimeOffset createdAt,
        IReadOnlyList<DataSet> sets,
        IReadOnlyList<LexiconEntry> lexicon,
        IReadOnlyList<LabelledSentence> phrases
    )
    {
        RefuseOneSided(sets);

        var corpus = new Corpus(sets, lexicon, phrases, recipe);
        progress.Report(
            ShareOfReading,
            $"read {sets.Sum(set => set.Sentences.Count)} sentences with {corpus.Features.Count} n-grams"
        );

        var scores = CrossValidation.Score(corpus, recipe, ReportFold);
        var calibration = Calibration.Fit(corpus, scores);
        var validation = sets.Zip(scores, (set, setScores) => Score(set, setScores, calibration)).ToArray();
        var model = Fit(corpus).Calibrate(calibration);

        var file = ModelFileWriter.Write(
            new TrainingCard(new(name, version, createdAt), [.. sets.Zip(validation, ToCard)]),
            model.Bias,
            model.Weights.Select(pair => new NGramWeight(corpus.Features[pair.Key], (float)pair.Value))
        );
        return new(file, [.. validation.SelectMany(predictions => predictions)]);
    }

    private void ReportFold(int done, int iterations) =>
        progress.Report(
            ShareOfReading + (ShareOfValidation * done / recipe.Folds),
            $"cross-validated {done} of {recipe.Folds} folds, {iterations} iterations"
        );

    private LinearModel Fit(Corpus corpus)
    {
        var model = new ModelFitter(recipe, corpus.Features.Count).Fit(corpus.Without(fold: null));

        if (model.Weights.Count == 0)
        {
            throw new InvalidDataException(
                $"There is too little to train on: no n-gram is in {recipe.LeastSentences} sentences."
            );
        }

        progress.Report(1, $"fitted {model.Weights.Count} n-grams, {model.Iterations} iterations");
        return model;
    }

    private static void RefuseOneSided(IReadOnlyList<DataSet> sets)
    {
        foreach (var set in sets)
        {
            if (set.PositiveCount == 0 || set.PositiveCount == set.Sentences.Count)
            {
                var found = set.PositiveCount == 0 ? "negative" : "positive";
                throw new InvalidDataException(
                    $"{set.Name} has only {found} sentences; a model is trained on both kinds."
                );
            }
        }
    }

    private static ScoredSentence[] Score(DataSet set, double[] scores, Calibration calibration) =>
        [
            .. set.Sentences.Zip(scores, (sentence, score) =>
                new ScoredSentence(calibration.Probability(score), sentence.IsPositive)
            ),
        ];

    private static TrainingSetCard ToCard(DataSet set, ScoredSentence[] predictions) =>
        new(set.Name, set.Sentences.Count, set.PositiveCount, Evaluator.Evaluate(predictions));
}
