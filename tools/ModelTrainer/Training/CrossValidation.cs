namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Scores every sentence with a model that was not trained on it.</summary>
internal static class CrossValidation
{
    /// <summary>The scores of the documents of each set, in the order of the sets.</summary>
    /// <param name="corpus">The documents, dealt into folds.</param>
    /// <param name="recipe">How to fit a model.</param>
    /// <param name="foldDone">
    /// Called with the number of folds that are done and the iterations of the last.
    /// </param>
    public static double[][] Score(Corpus corpus, Recipe recipe, Action<int, int> foldDone)
    {
        double[][] scores = [.. corpus.Sets.Select(set => new double[set.Count])];
        var done = 0;
        var doneLock = new Lock();

        // Each fold takes memory, so no more at once than there are cores. They share nothing, and each is
        // computed by one thread, so the number of cores changes nothing in the scores.
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };

        Parallel.For(0, recipe.Folds, options, fold =>
        {
            var model = new ModelFitter(recipe, corpus.Features.Count).Fit(corpus.Without(fold));
            ScoreFold(corpus, fold, model, scores);

            lock (doneLock)
            {
                foldDone(++done, model.Iterations);
            }
        });

        return scores;
    }

    private static void ScoreFold(Corpus corpus, int fold, LinearModel model, double[][] scores)
    {
        foreach (var (setIndex, set) in corpus.Sets.Index())
        {
            foreach (var (index, document) in set.Index().Where(pair => pair.Item.Fold == fold))
            {
                scores[setIndex][index] = model.Score(document);
            }
        }
    }
}
