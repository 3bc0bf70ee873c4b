using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>All that a model is trained on, as features.</summary>
internal sealed class Corpus
{
    private readonly List<IReadOnlyList<Document>> _sets = [];
    private readonly List<Document> _always = [];

    /// <summary>Reads all that there is to train on.</summary>
    /// <param name="sets">The sentences.</param>
    /// <param name="lexicon">Words of known valence.</param>
    /// <param name="phrases">Phrases that are more than their words.</param>
    /// <param name="recipe">The numbers of the recipe.</param>
    public Corpus(
        IReadOnlyList<DataSet> sets,
        IReadOnlyList<LexiconEntry> lexicon,
        IReadOnlyList<LabelledSentence> phrases,
        Recipe recipe
    )
    {
        Features = new(recipe.LongestNGram);
        foreach (var (set, weight) in sets.Zip(Weights(sets, recipe.SetBalance)))
        {
            _sets.Add([.. set.Sentences.Select(sentence => ToDocument(sentence, weight, recipe.Folds))]);
        }

        foreach (var entry in lexicon)
        {
            AddLexiconEntry(entry, recipe);
        }

        _always.AddRange(
            phrases.Select(phrase => new Document(
                Features.Add(phrase.Text),
                phrase.IsPositive,
                recipe.PhraseWeight
            ))
        );
    }

    public FeatureIndex Features { get; }

    /// <summary>The documents of each set of sentences, in the order of the sets.</summary>
    public IReadOnlyList<IReadOnlyList<Document>> Sets => _sets;

    /// <summary>The documents that are not in a fold; all documents if there is none.</summary>
    public IReadOnlyList<Document> Without(int? fold) =>
        [
            .. _sets.SelectMany(set => set).Where(document => fold is null || document.Fold != fold),
            .. _always,
        ];

    /// <summary>What a sentence of each set counts; 1 on the average.</summary>
    private static IEnumerable<double> Weights(IReadOnlyList<DataSet> sets, double balance)
    {
        double[] weights = [.. sets.Select(set => Math.Pow(set.Sentences.Count, -balance))];
        var sum = sets.Zip(weights, (set, weight) => set.Sentences.Count * weight).Sum();
        return weights.Select(weight => weight * sets.Sum(set => set.Sentences.Count) / sum);
    }

    private Document ToDocument(LabelledSentence sentence, double weight, int folds) =>
        new(Features.Add(sentence.Text), sentence.IsPositive, weight)
        {
            Fold = FoldAssignment.Of(sentence.Text, folds),
        };

    private void AddLexiconEntry(LexiconEntry entry, Recipe recipe)
    {
        var weight = Math.Abs(entry.Valence);

        if (weight == 0 || Features.Add(entry.Text) is not [var word])
        {
            return;
        }

        _always.Add(new Document([word], entry.Valence > 0, recipe.LexiconWeight * weight));

        if (Features.Find(Tokenizer.NegationMark + Features[word]) is { } negated)
        {
            _always.Add(new Document([negated], entry.Valence < 0, recipe.NegatedLexiconWeight * weight));
        }
    }
}
