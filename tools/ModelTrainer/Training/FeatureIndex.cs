using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Numbers the n-grams of texts in the order in which they turn up.</summary>
/// <param name="longestNGram">The longest n-grams, in tokens.</param>
internal sealed class FeatureIndex(int longestNGram)
{
    private readonly Tokenizer _tokenizer = new();
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private readonly List<string> _ngrams = [];

    public int Count => _ngrams.Count;

    public string this[int feature] => _ngrams[feature];

    /// <summary>
    /// The features of a text, one for each occurrence of an n-gram; new n-grams are added.
    /// </summary>
    public int[] Add(string text)
    {
        _tokenizer.Read(text);
        var features = new List<int>();

        for (var length = 1; length <= longestNGram; length++)
        {
            for (var first = 0; first + length <= _tokenizer.Count; first++)
            {
                features.Add(IndexOf(_tokenizer.NGram(first, length)));
            }
        }

        return [.. features];
    }

    /// <summary>The feature of an n-gram, if a text had it.</summary>
    public int? Find(string ngram) => _indexes.TryGetValue(ngram, out var feature) ? feature : null;

    private int IndexOf(ReadOnlySpan<char> ngram)
    {
        if (!_indexes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(ngram, out var feature))
        {
            feature = _ngrams.Count;
            _ngrams.Add(ngram.ToString());
            _indexes.Add(_ngrams[feature], feature);
        }

        return feature;
    }
}
